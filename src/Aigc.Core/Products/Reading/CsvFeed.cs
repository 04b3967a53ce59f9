using System.Runtime.CompilerServices;

namespace Aigc.Core.Products.Reading;

/// <summary>Rows of separated text. A record that never ends (a lost quote) costs its first line, not the rest of the feed.</summary>
internal static class CsvFeed
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    public static async IAsyncEnumerable<RawRow> ReadAsync(TextReader text, bool tabs, ProductsOptions limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var window = new CharWindow(text, limits.MaxRecordLength);
        while (window.Text.Length < 4096 && !window.Ended) await window.GrowAsync(cancellationToken);
        var separator = tabs ? '\t' : Sniff(window.Text.Span);
        var cells = new List<string>();
        if (!await NextAsync(window, separator, cells, cancellationToken)) throw Feeds.Unreadable("its header does not end: a quote is never closed");
        var header = FeedHeader.Of(cells);
        var number = 0L;
        while (window.Text.Length > 0 || !window.Ended)
        {
            var whole = await NextAsync(window, separator, cells, cancellationToken);
            if (whole && cells is [] or [""]) continue;
            number++;
            yield return whole ? Row(number, header, cells) : RawRow.Broken(number, "unclosed-quote", "The row does not end: a quote is never closed, or the row is too long.");
        }
    }

    /// <summary>The candidate that occurs most often in the first line, outside quotes.</summary>
    internal static char Sniff(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[Separators.Length];
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c is '\n' or '\r' && counts.ContainsAnyExcept(0)) break;
            var candidate = Array.IndexOf(Separators, c);
            if (candidate >= 0) counts[candidate]++;
        }

        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best]) best = i;
        }

        return Separators[best];
    }

    private static async ValueTask<bool> NextAsync(CharWindow window, char separator, List<string> cells, CancellationToken cancellationToken)
    {
        while (true)
        {
            var taken = window.Text.Length == 0 && !window.Ended ? -1 : CsvRecord.Take(window.Text.Span, separator, window.Ended, cells);
            if (taken >= 0)
            {
                window.Consume(taken);
                return true;
            }

            if (window.Ended || window.Full)
            {
                await window.SkipLineAsync(cancellationToken);
                return false;
            }

            await window.GrowAsync(cancellationToken);
        }
    }

    private static RawRow Row(long number, IReadOnlyList<string> header, List<string> cells)
    {
        while (cells.Count > header.Count && string.IsNullOrWhiteSpace(cells[^1])) cells.RemoveAt(cells.Count - 1);
        if (cells.Count != header.Count) return RawRow.Broken(number, "wrong-field-count", $"The row has {cells.Count} fields, the header has {header.Count}.");
        var pairs = new List<KeyValuePair<string, string>>(cells.Count);
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Length > 0) pairs.Add(new(header[i], cells[i]));
        }

        return new RawRow(number, pairs);
    }
}
