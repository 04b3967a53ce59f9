using Aigc.Contracts.Safety;

namespace Aigc.Core.Safety.Lexicon;

/// <param name="Words">Folded form.</param>
/// <param name="Severity">2, 4 or 6.</param>
internal sealed record Term(string Words, HarmClass Class, int Severity)
{
    /// <summary>Latin terms match whole words only, so that "assess" and "Essex" pass; Chinese has no word boundaries.</summary>
    public bool IsAt(string text, int at) =>
        text.AsSpan(at).StartsWith(Words, StringComparison.Ordinal)
        && (!char.IsAsciiLetter(Words[0]) || at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))
        && (!char.IsAsciiLetter(Words[^1]) || at + Words.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + Words.Length]));

    /// <summary>Lines of <c>Class severity: term, term</c>.</summary>
    public static IEnumerable<Term> ReadAll()
    {
        using var reader = new StreamReader(typeof(Term).Assembly.GetManifestResourceStream("Aigc.Core.Safety.Lexicon.terms.txt")!);
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var head = line[..colon].Split(' ');
            foreach (var words in line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                yield return new(FoldedText.Fold(words), Enum.Parse<HarmClass>(head[0]), int.Parse(head[1], System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }
}
