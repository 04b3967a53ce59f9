using Aigc.Contracts.Items;

namespace Aigc.Core.Batches;

/// <summary>Where the result of an item lies, and what has been decided of it since it was written.</summary>
/// <param name="Blob">Chunk result: JSONL of <see cref="ItemResult"/>.</param>
internal sealed record ItemRecord(long Row, string ProductId, ItemState State, string? Reason, string Blob);
