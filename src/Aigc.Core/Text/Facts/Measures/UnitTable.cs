using System.Globalization;

namespace Aigc.Core.Text.Facts.Measures;

/// <summary>Units by the ways they are written, English and Chinese.</summary>
internal static class UnitTable
{
    private static readonly Dictionary<string, Unit> ByName = new(StringComparer.Ordinal);
    private static readonly int LongestName;

    static UnitTable()
    {
        foreach (var line in WordFile.Read("Facts.Data.units.tsv"))
        {
            var unit = new Unit(line[0], line[1], double.Parse(line[2], CultureInfo.InvariantCulture), line.Length > 4 ? double.Parse(line[4], CultureInfo.InvariantCulture) : 0);
            foreach (var name in (line.Length > 3 ? WordFile.Parts(line[3]) : []).Append(line[0])) ByName.TryAdd(name, unit);
        }
        LongestName = ByName.Keys.Max(name => name.Length);
    }

    /// <summary>The unit whose name begins there and ends at a word's end; the longest counts.</summary>
    public static (Unit Unit, int Length)? At(string text, int start)
    {
        for (var length = Math.Min(LongestName, text.Length - start); length > 0; length--)
        {
            if (start + length < text.Length && char.IsAsciiLetter(text[start + length - 1]) && char.IsAsciiLetterOrDigit(text[start + length])) continue;
            var name = text.Substring(start, length);
            // Capitals tell megahertz from millihertz where both are known; else they tell nothing.
            if (ByName.TryGetValue(name, out var unit) || (length > 1 && ByName.TryGetValue(name.ToLowerInvariant(), out unit))) return (unit, length);
        }
        return null;
    }

    public static Unit? Named(string name) => ByName.GetValueOrDefault(name);
}
