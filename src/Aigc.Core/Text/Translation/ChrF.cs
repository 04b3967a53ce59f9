namespace Aigc.Core.Text.Translation;

/// <summary>
/// How alike two texts of one language are: the character n-gram F-score chrF (Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation"), n = 1..6,
/// beta = 2, white space left out, case folded. 0 (nothing in common) to 1 (the same).
/// </summary>
internal static class ChrF
{
    private const int MaxOrder = 6;
    private const double Beta = 2;

    public static double Score(string text, string reference)
    {
        var (a, b) = (Folded(text), Folded(reference));
        if (a.Length == 0 || b.Length == 0) return a.Length == b.Length ? 1 : 0;
        var scores = Enumerable.Range(1, Math.Min(MaxOrder, Math.Min(a.Length, b.Length))).Select(order => Of(Grams(a, order), Grams(b, order))).ToList();
        return scores.Average();
    }

    private static double Of(Dictionary<string, int> text, Dictionary<string, int> reference)
    {
        var shared = text.Sum(gram => Math.Min(gram.Value, reference.GetValueOrDefault(gram.Key)));
        if (shared == 0) return 0;
        var (precision, recall) = (shared / (double)text.Values.Sum(), shared / (double)reference.Values.Sum());
        return (1 + (Beta * Beta)) * precision * recall / ((Beta * Beta * precision) + recall);
    }

    private static Dictionary<string, int> Grams(string text, int order)
    {
        var grams = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i + order <= text.Length; i++)
        {
            var gram = text.Substring(i, order);
            grams[gram] = grams.GetValueOrDefault(gram) + 1;
        }
        return grams;
    }

    private static string Folded(string text) => string.Concat(text.Where(symbol => !char.IsWhiteSpace(symbol)).Select(char.ToLowerInvariant));
}
