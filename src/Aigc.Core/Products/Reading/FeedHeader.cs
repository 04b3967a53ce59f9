namespace Aigc.Core.Products.Reading;

/// <summary>The column names of a table; refused where no column can hold the id, for then no row can be used.</summary>
internal static class FeedHeader
{
    private const int MaxColumns = 1000;

    public static IReadOnlyList<string> Of(IEnumerable<string> names)
    {
        string[] header = [.. names.Select(name => name.Trim().Trim('\uFEFF'))];
        var last = header.Length;
        while (last > 0 && header[last - 1].Length == 0) last--;
        header = header[..last];
        if (header.Length == 0) throw Feeds.Unreadable("it is empty; a header line with column names is expected first");
        if (header.Length > MaxColumns) throw Feeds.Unreadable($"it has {header.Length} columns; {MaxColumns} are allowed");
        if (!header.Any(name => ColumnMap.FieldOf(name) is ProductField.Id))
        {
            var shown = string.Join(", ", header.Take(10).Select(name => name.Length > 40 ? name[..40] : name));
            throw Feeds.Unreadable($"no column holds the id of the product; name one 'id' or 'sku' (columns found: {shown})");
        }

        return header;
    }
}
