using System.Globalization;
using System.Text;

namespace Aigc.Core.Safety.Lexicon;

/// <summary>Text as the lexicon sees it: compatibility forms, lower case, no invisible characters, digits that stand for letters read as letters.</summary>
internal static class FoldedText
{
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var symbol in text)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(symbol) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.Surrogate))
            {
                folded.Append(char.ToLowerInvariant(Narrow(symbol)));
            }
        }

        for (var at = 0; at < folded.Length; at++)
        {
            if ((at > 0 && char.IsAsciiLetter(folded[at - 1])) || (at + 1 < folded.Length && char.IsAsciiLetter(folded[at + 1])))
            {
                folded[at] = Letter(folded[at]);
            }
        }

        return folded.ToString();
    }

    // Full-width forms; normalisation by the framework needs ICU, which a small machine does not have.
    private static char Narrow(char symbol) => symbol switch { >= '\uFF01' and <= '\uFF5E' => (char)(symbol - 0xFEE0), '\u3000' => ' ', _ => symbol };

    private static char Letter(char symbol) => symbol switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' => 'a', '5' => 's', '@' => 'a', '$' => 's', _ => symbol };
}
