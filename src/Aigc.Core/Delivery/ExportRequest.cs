using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;

namespace Aigc.Core.Delivery;

/// <param name="Items">All items of the batch in feed order; read once, one at a time.</param>
public sealed record ExportRequest(Batch Batch, IAsyncEnumerable<ItemResult> Items);

/// <summary>What an export came to: <c>manifest.json</c>.</summary>
/// <param name="Counts">Items by state, in camelCase; <c>items</c> is their sum.</param>
public sealed record ExportManifest(string BatchId, string? Label, string Recipe, int RecipeVersion, Money? Cost, IReadOnlyDictionary<string, long> Counts, IReadOnlyList<ExportedEntry> Files);

/// <summary>A file of the export.</summary>
/// <param name="Sha256">Of its bytes, 64 hex digits in lower case.</param>
public sealed record ExportedEntry(string Name, string ContentType, long Bytes, string Sha256);

/// <summary>A line of <c>images.jsonl</c>: a picture that the gallery shows as <c>images/FILE</c>.</summary>
internal sealed record ExportedAsset(string File, string ContentType, long Bytes);
