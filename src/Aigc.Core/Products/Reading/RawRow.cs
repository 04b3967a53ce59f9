namespace Aigc.Core.Products.Reading;

/// <summary>One row as the feed says it, before any meaning is given to it. A column may occur more than once (a JSON list).</summary>
/// <param name="Number">1-based; a header is not counted.</param>
/// <param name="Fault">Set where the row cannot be read at all.</param>
internal sealed record RawRow(long Number, IReadOnlyList<KeyValuePair<string, string>> Cells, RowFault? Fault = null)
{
    public static RawRow Broken(long number, string code, string reason, string? column = null) => new(number, [], new RowFault(column, code, reason));
}

internal sealed record RowFault(string? Column, string Code, string Reason);
