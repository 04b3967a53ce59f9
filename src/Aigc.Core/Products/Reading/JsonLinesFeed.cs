using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Aigc.Core.Products.Reading;

/// <summary>One JSON object a line. A line that is too long or no object is a broken row; the next line goes on.</summary>
internal static class JsonLinesFeed
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    public static async IAsyncEnumerable<RawRow> ReadAsync(TextReader text, ProductsOptions limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var window = new CharWindow(text, limits.MaxRecordLength);
        var number = 0L;
        while (true)
        {
            var end = window.Text.Span.IndexOf('\n');
            if (end < 0 && !window.Ended && !window.Full)
            {
                await window.GrowAsync(cancellationToken);
                continue;
            }

            if (end < 0 && window.Full && !window.Ended)
            {
                await window.SkipLineAsync(cancellationToken);
                yield return RawRow.Broken(++number, "too-long", $"The line is longer than {limits.MaxRecordLength} characters.");
                continue;
            }

            var line = window.Text[..(end < 0 ? window.Text.Length : end)];
            if (!line.Span.IsWhiteSpace()) yield return Parse(++number, line.Trim().TrimStart('\uFEFF'));
            if (end < 0) yield break;
            window.Consume(end + 1);
        }
    }

    private static RawRow Parse(long number, ReadOnlyMemory<char> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? JsonCells.Of(number, document.RootElement)
                : RawRow.Broken(number, "not-json", "The line is JSON, but not an object.");
        }
        catch (JsonException)
        {
            return RawRow.Broken(number, "not-json", "The line is not a JSON object.");
        }
    }
}
