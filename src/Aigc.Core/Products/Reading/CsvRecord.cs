using System.Text;

namespace Aigc.Core.Products.Reading;

/// <summary>RFC 4180 records, read leniently: a quote counts only at the start of a cell, text after a closing quote is kept.</summary>
internal static class CsvRecord
{
    /// <summary>Takes one record off the start of a text.</summary>
    /// <param name="final">Whether the text ends here; a record that needs no line end is then whole.</param>
    /// <returns>Characters taken with the line end; -1 where the record goes on after the text.</returns>
    public static int Take(ReadOnlySpan<char> text, char separator, bool final, List<string> cells)
    {
        cells.Clear();
        var at = 0;
        while (true)
        {
            var length = TakeCell(text[at..], separator, final, out var cell);
            if (length < 0) return -1;
            cells.Add(cell);
            at += length;
            if (at == text.Length) return final ? at : -1;
            if (text[at] == separator)
            {
                at++;
                continue;
            }

            if (text[at] == '\n') return at + 1;
            if (at + 1 == text.Length) return final ? at + 1 : -1;
            return text[at + 1] == '\n' ? at + 2 : at + 1;
        }
    }

    private static int TakeCell(ReadOnlySpan<char> text, char separator, bool final, out string cell)
    {
        cell = "";
        if (text.Length > 0 && text[0] == '"') return TakeQuoted(text, separator, final, out cell);
        var end = text.IndexOfAny(separator, '\n', '\r');
        if (end < 0 && !final) return -1;
        if (end < 0) end = text.Length;
        cell = text[..end].ToString();
        return end;
    }

    private static int TakeQuoted(ReadOnlySpan<char> text, char separator, bool final, out string cell)
    {
        cell = "";
        StringBuilder? joined = null;
        var at = 1;
        while (true)
        {
            var quote = text[at..].IndexOf('"');
            if (quote < 0) return -1;
            var piece = text.Slice(at, quote);
            at += quote + 1;
            if (at < text.Length && text[at] == '"')
            {
                (joined ??= new StringBuilder()).Append(piece).Append('"');
                at++;
                continue;
            }

            if (at == text.Length && !final) return -1;
            var tail = text[at..].IndexOfAny(separator, '\n', '\r');
            if (tail < 0 && !final) return -1;
            if (tail < 0) tail = text.Length - at;
            cell = joined is null && tail == 0 ? piece.ToString() : (joined ?? new StringBuilder()).Append(piece).Append(text.Slice(at, tail)).ToString();
            return at + tail;
        }
    }
}
