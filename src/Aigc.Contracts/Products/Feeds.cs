namespace Aigc.Contracts.Products;

/// <summary>A feed that was handed in and lies in the blob store.</summary>
/// <param name="Blob">Name of the blob with the rows.</param>
/// <param name="Format"><c>csv</c>, <c>tsv</c>, <c>jsonl</c>, <c>xlsx</c>, <c>parquet</c>; null: told from the content.</param>
/// <param name="MediaPrefix">Blob prefix under which relative image links are found, ending in a slash; null: relative links are refused.</param>
public sealed record FeedRef(string Blob, string? Format = null, string? MediaPrefix = null);

/// <summary>A row that could not be used, as written to <c>errors.jsonl</c>.</summary>
/// <param name="Row">1-based number of the data row in the feed (a header is not counted).</param>
/// <param name="Code">Stable code such as <c>missing-id</c>, <c>too-long</c>, <c>not-a-number</c>.</param>
public sealed record RowError(long Row, string? ProductId, string? Column, string Code, string Reason);

/// <summary>One line of a page manifest.</summary>
/// <param name="Row">1-based number of the data row: the identity of the item inside its batch.</param>
public sealed record PageItem(long Row, Product Product);

/// <summary>What reading a feed came to. <c>Rows = Products + BadRows + Duplicates</c>.</summary>
public sealed record IngestReport(int Pages, long Rows, long Products, long BadRows, long Duplicates);
