using System.Text.RegularExpressions;

namespace Aigc.Core.Text.Offline;

/// <summary>Chinese for what a product has. A phrase of which one word is unknown has no translation: half of one is worse than none.</summary>
internal static partial class ChinesePhrases
{
    /// <summary>Null where it cannot be said whole. What it is for is added where that is known, and left out where not.</summary>
    public static string? Of(string phrase)
    {
        var tail = Tail().Match(phrase);
        var thing = tail.Success ? phrase[..tail.Index] : phrase;
        var chinese = Things(thing);
        if (chinese is not null && tail.Groups["of"].Success && Thing(tail.Groups["of"].Value) is { } material) return material + chinese;
        if (chinese is null || !tail.Success || tail.Groups["for"].Success is false) return chinese;
        return Lexicon.Purposes.TryGetValue(tail.Groups["for"].Value.Trim(), out var purpose) ? $"{chinese}，{purpose}" : chinese;
    }

    // "Reinforced tie-in point and strong webbing loops" are two things, "waterproof and tear-resistant materials" is one.
    private static string? Things(string phrase)
    {
        var gap = phrase.IndexOf(", ", StringComparison.Ordinal);
        if (gap > 0 && Thing(phrase[..gap]) is { } one) return Things(phrase[(gap + 2)..]) is { } others ? $"{one}、{others}" : null;
        var and = phrase.IndexOf(" and ", StringComparison.OrdinalIgnoreCase);
        if (and > 0 && Thing(phrase[..and]) is { } first) return Things(phrase[(and + 5)..]) is { } second ? $"{first}和{second}" : null;
        return Thing(phrase);
    }

    private static string? Thing(string phrase)
    {
        var words = phrase.Replace(",", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // The longest known part at the end is the thing; what stands before it must be known too.
        for (var at = 0; at < words.Length; at++)
        {
            if (Named(string.Join(' ', words[at..])) is not { } part) continue;
            // An adjustable fit system needs no second "adjustable".
            return Modifiers(words[..at]) is { } modifiers ? string.Concat(modifiers.Where(word => word.Length < 2 || !part.Contains(word[1..], StringComparison.Ordinal))) + part : null;
        }
        return null;
    }

    private static string? Named(string words) => Lexicon.Parts.TryGetValue(words, out var part) ? part.Chinese : Lexicon.Materials.TryGetValue(words, out var material) ? material.Chinese : null;

    private static List<string>? Modifiers(string[] words)
    {
        var found = new List<string>();
        var joined = false;
        for (var at = 0; at < words.Length;)
        {
            if (words[at].Equals("and", StringComparison.OrdinalIgnoreCase))
            {
                joined = true;
                at++;
                continue;
            }
            var length = Math.Min(2, words.Length - at);
            while (length > 0 && !Lexicon.Modifiers.ContainsKey(string.Join(' ', words[at..(at + length)]))) length--;
            if (length == 0) return null;
            var chinese = Lexicon.Modifiers[string.Join(' ', words[at..(at + length)])];
            if (joined && found.Count > 0) found[^1] += "、" + chinese;
            else found.Add(chinese);
            joined = false;
            at += length;
        }
        return found;
    }

    [GeneratedRegex(@"\s+(?:for\s+(?<for>.+)|in\s+.+|made\s+(?:from|of|with)\s+(?<of>.+)|made\s+.+|with\s+.+|on\s+.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tail();
}
