using System.Collections.Frozen;
using System.Text;

namespace Aigc.Core.Products.Cleaning;

/// <summary>Unicode forms without the platform's tables: globalization is invariant here, where <c>string.Normalize</c> gives back what it got.</summary>
internal static class CharacterFolding
{
    private const string Marks = "\u0300\u0301\u0302\u0303\u0308\u030A\u0327\u030C";

    // One line a base letter, one column a mark of Marks; '.' where Unicode has no composed letter.
    private static readonly FrozenDictionary<(char, char), char> Composed = new[]
    {
        "AÀÁÂÃÄÅ.Ǎ", "aàáâãäå.ǎ", "C.ĆĈ...ÇČ", "c.ćĉ...çč", "EÈÉÊẼË.ȨĚ", "eèéêẽë.ȩě", "IÌÍÎĨÏ..Ǐ", "iìíîĩï..ǐ", "NǸŃ.Ñ..ŅŇ", "nǹń.ñ..ņň",
        "OÒÓÔÕÖ..Ǒ", "oòóôõö..ǒ", "S.ŚŜ...ŞŠ", "s.śŝ...şš", "UÙÚÛŨÜŮ.Ǔ", "uùúûũüů.ǔ", "YỲÝŶỸŸ...", "yỳýŷỹÿẙ..", "Z.ŹẐ....Ž", "z.źẑ....ž", "R.Ŕ....ŖŘ", "r.ŕ....ŗř",
    }.SelectMany(row => Marks.Select((mark, i) => (Key: (row[0], mark), Letter: row[i + 1]))).Where(pair => pair.Letter != '.').ToFrozenDictionary(pair => pair.Key, pair => pair.Letter);

    /// <summary>Letter and combining mark to the one composed letter (the Latin part of NFC).</summary>
    public static string Compose(string text)
    {
        if (text.AsSpan().IndexOfAny(Marks) < 0) return text;
        var composed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (composed.Length > 0 && Composed.TryGetValue((composed[^1], c), out var letter)) composed[^1] = letter;
            else composed.Append(c);
        }

        return composed.ToString();
    }

    /// <summary>Full-width letters, digits and signs (U+FF01 to U+FF5E, U+3000, U+FFE5) to their ordinary form.</summary>
    public static string Widths(string text) => !text.AsSpan().ContainsAnyInRange('\uFF01', '\uFFE5') && !text.Contains('\u3000')
        ? text
        : string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = source[i] switch { >= '\uFF01' and <= '\uFF5E' and var c => (char)(c - 0xFEE0), '\u3000' => ' ', '\uFFE5' => '¥', var c => c };
        });
}
