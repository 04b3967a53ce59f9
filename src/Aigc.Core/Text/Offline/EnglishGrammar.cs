namespace Aigc.Core.Text.Offline;

/// <summary>The little of English grammar that composing takes.</summary>
internal static class EnglishGrammar
{
    private static readonly string[] Ties = [" for ", " in ", " with "];
    private static readonly HashSet<string> Small = new(StringComparer.OrdinalIgnoreCase) { "and", "or", "for", "of", "in", "on", "to", "with", "by", "the", "a", "an" };

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string TitleCase(string text) => string.Join(' ', text.Split(' ').Select((word, i) => i > 0 && Small.Contains(word) ? word : string.Join('/', word.Split('/').Select(part => string.Join('-', part.Split('-').Select(Capital))))));

    /// <summary>Words like LED keep their capitals.</summary>
    public static string Lower(string text) => text.Length > 1 && char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];

    /// <summary>Where "and" could be read into the part before it, a comma keeps it out: <c>fabric in earthy tones, and a ventilation system</c>.</summary>
    public static string List(IReadOnlyList<string> parts) => parts.Count == 2 && Ties.Any(tie => parts[0].Contains(tie, StringComparison.Ordinal)) ? $"{parts[0]}, and {parts[1]}" : Joined(parts);

    /// <summary>What is said of one subject, one verb after the other.</summary>
    public static string Joined(IReadOnlyList<string> parts) => parts.Count < 2 ? string.Concat(parts)
        : parts.Count == 2 ? $"{parts[0]}{(parts.Any(part => part.Contains(" and ", StringComparison.Ordinal)) ? "," : "")} and {parts[1]}"
        : $"{string.Join(", ", parts.Take(parts.Count - 1))}, and {parts[^1]}";

    /// <summary>Each thing of a phrase with the article that it takes: <c>leg loops and waist belt</c> gives <c>leg loops</c> and <c>a waist belt</c>.</summary>
    public static IEnumerable<string> Things(string phrase)
    {
        if (IsOneBreath(phrase)) return [Lower(phrase)];
        var parts = Split(phrase).Select(WithArticle).ToList();
        return parts is [var first, var second] && second.Contains(',') ? [$"{first} and {second}"] : parts;
    }

    /// <summary>The same without articles.</summary>
    public static IEnumerable<string> Parts(string phrase) => Split(phrase) is [var first, var second] && !second.Contains(',') ? [Lower(first), Lower(second)] : [Lower(phrase)];

    // What the feed lists in one breath stays one thing.
    private static bool IsOneBreath(string phrase) => phrase.IndexOf(" and ", StringComparison.Ordinal) is > 0 and var and && phrase[..and].Contains(',');

    private static string[] Split(string phrase)
    {
        var and = phrase.IndexOf(" and ", StringComparison.Ordinal);
        return and <= 0 || IsOneBreath(phrase) || PartAtEnd(phrase[..and]) is null || phrase[..and].Contains(" for ", StringComparison.Ordinal) ? [phrase] : [phrase[..and], phrase[(and + 5)..]];
    }

    private static string WithArticle(string phrase)
    {
        phrase = Lower(phrase);
        var head = Head(phrase);
        var first = phrase.Split(' ')[0];
        if (PartAtEnd(head) is { Uncountable: true } || (head.EndsWith('s') && !head.EndsWith("ss", StringComparison.Ordinal)) || first is "multiple" or "several" or "plenty" or "two" or "three" or "long" || char.IsDigit(first[0]) && head.EndsWith("protection", StringComparison.Ordinal)) return phrase;
        return $"{(TakesAn(phrase) ? "an" : "a")} {phrase}";
    }

    // What stands before "for", "in", "of" and the like is the thing itself.
    private static string Head(string phrase)
    {
        var end = new[] { " for ", " in ", " with ", " of ", " made ", " on " }.Select(word => phrase.IndexOf(word, StringComparison.Ordinal)).Where(at => at > 0).DefaultIfEmpty(phrase.Length).Min();
        var head = phrase[..end];
        var and = head.LastIndexOf(" and ", StringComparison.Ordinal);
        return and > 0 && PartAtEnd(head[..and]) is not null ? head[..and] : head;
    }

    private static Part? PartAtEnd(string words)
    {
        for (var at = 0; at >= 0; at = words.IndexOf(' ', at) is >= 0 and var space ? space + 1 : -1)
            if (Lexicon.Parts.TryGetValue(words[at..], out var part)) return part;
        return null;
    }

    private static bool TakesAn(string phrase) => phrase.Length > 1 && char.IsUpper(phrase[1]) ? "AEFHILMNORSX".Contains(phrase[0], StringComparison.Ordinal) : "aeio".Contains(phrase[0], StringComparison.OrdinalIgnoreCase) || phrase.StartsWith("un", StringComparison.Ordinal);
}
