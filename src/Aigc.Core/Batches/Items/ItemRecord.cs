using Aigc.Contracts.Items;
using Aigc.Contracts.Reviews;

namespace Aigc.Core.Batches;

/// <summary>Where the result of an item lies, and what has been decided of it since it was written.</summary>
/// <param name="Blob">Chunk result: JSONL of <see cref="ItemResult"/>.</param>
/// <param name="Edits">What a reviewer wrote in place of what was made.</param>
internal sealed record ItemRecord(long Row, string ProductId, ItemState State, string? Reason, string Blob, IReadOnlyList<SlotEdit>? Edits = null);
