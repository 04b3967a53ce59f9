using System.Text.RegularExpressions;
using Aigc.Contracts.Items;

namespace Aigc.Core.Text;

/// <summary>Answer engineering: makes an answer fit its slot, or says what is wrong with it.</summary>
internal static partial class CopyNormaliser
{
    private const string WordSymbol = @"[\w-[\u3040-\u30ff\u3400-\u9fff]]";
    private static readonly char[] SentenceEnds = ['.', '!', '?', '。', '！', '？'];
    private static readonly char[] Pauses = ['，', '、', '；', '：'];

    /// <summary>What to tell the model where words must not be used; null where they may.</summary>
    public static string? Complaint(SlotResult made, CopyRequest request)
    {
        var text = SlotTexts.Joined(made);
        var found = (request.Rules.ForbiddenWords ?? []).Where(word => Contains(text, word)).ToList();
        return found.Count == 0 ? null : $"Do not use these words: {string.Join(", ", found)}. Answer with the corrected JSON object alone.";
    }

    /// <summary>Plain text within its length; null where nothing is left.</summary>
    public static string? Line(string? text, int length) => text is null || Shorten(Plain(text), length) is not { Length: > 0 } line ? null : line;

    public static IReadOnlyList<string> Lines(IEnumerable<string?> lines, int length, int count) =>
        [.. lines.Select(line => Line(line, length)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(count)];

    /// <summary>Cut at a word, or at a sentence where one ends in the last third.</summary>
    /// <param name="length">In characters as people count them.</param>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length || TextLength.Of(text) <= length) return text;
        var limit = TextLength.Units(text, length);
        var sentence = text.LastIndexOfAny(SentenceEnds, limit - 1);
        if (sentence > limit * 2 / 3) return text[..(sentence + 1)];
        var gap = Math.Max(text.LastIndexOf(' ', limit), text.LastIndexOfAny(Pauses, limit - 1));
        return Dangling().Replace(text[..(gap > limit / 2 ? gap : limit)], "").TrimEnd(' ', ',', ';', '-', '，', '、', '；', '：');
    }

    // Listing copy is plain text: no mark-up, no control characters, one space between words.
    private static string Plain(string text) => Spaces().Replace(Tags().Replace(text, " "), " ").Trim();

    // Whole words, so that "best" does not hit "Budapest"; Chinese and Japanese are written without spaces and have no such edge.
    private static bool Contains(string text, string word) => Regex.IsMatch(text, $@"(?<!{WordSymbol}){Regex.Escape(word)}(?!{WordSymbol})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    [GeneratedRegex("<[^<>]{0,500}>", RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"[\s\p{Cc}\p{Cf}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    // A cut text does not end on a word that only leads to the next.
    [GeneratedRegex(@"(?:[\s,;]+(?:and|or|with|for|of|in|to|by|the|an?))+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Dangling();
}
