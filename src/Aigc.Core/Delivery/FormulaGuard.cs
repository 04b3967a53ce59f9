using System.Globalization;
using System.Text.RegularExpressions;

namespace Aigc.Core.Delivery;

/// <summary>
/// Keeps a spreadsheet from running what a feed brought in: a cell that would start a formula gets an apostrophe in front.
/// After OWASP "CSV Injection", and wider: spaces, quotes and invisible characters before the trigger do not help, nor do its full-width forms.
/// </summary>
internal static partial class FormulaGuard
{
    private const string Triggers = "=+-@|%\uFF1D\uFF0B\uFF0D\uFF20\u2212\uFE62\uFE63\uFE66\uFE6B\u207A\u207B\u207C";

    public static string Neutralise(string cell)
    {
        if (cell.Length == 0 || Number().IsMatch(cell)) return cell;
        if (cell[0] is '\t' or '\r' or '\n') return "'" + cell;
        var first = 0;
        while (first < cell.Length && IsSkipped(cell[first])) first++;
        return first < cell.Length && Triggers.Contains(cell[first]) ? "'" + cell : cell;
    }

    private static bool IsSkipped(char c) => char.IsWhiteSpace(c) || c is '"' or '\'' or '`'
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
        || c is '\uFF02' or '\uFF07';

    [GeneratedRegex(@"^[+-]?[0-9]{1,30}([.,][0-9]{1,30})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
