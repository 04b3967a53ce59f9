using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Core.Storage;
using Aigc.Core.Text.Categories;

namespace Aigc.Core.Delivery;

/// <summary>
/// Writes the files of a finished batch under <see cref="Paths.Export"/>: <c>results.jsonl</c> (one line an item), <c>results.csv</c> (accepted items, Google Merchant
/// columns), <c>gaps.csv</c> and <c>gaps.json</c> (missing key attributes), the gallery, <c>images.jsonl</c> (the pictures that go beside it) and, last, <c>manifest.json</c>. Reads the items once and keeps none; running again writes the same.
/// </summary>
public sealed class BatchExporter(IBlobStore blobs, PublicLinks links, CategoryStore categories)
{
    public const string Manifest = "manifest.json";
    internal const string Images = "images.jsonl";

    public async Task<ExportManifest> ExportAsync(ExportRequest request, CancellationToken cancellationToken = default)
    {
        var batch = request.Batch;
        await using var lines = new ExportFile("results.jsonl", "application/x-ndjson");
        await using var table = new ExportFile("results.csv", "text/csv");
        await using var images = new ExportFile(Images, "application/x-ndjson");
        await using var gaps = new GapFiles(await categories.TreeAsync(batch.Tenant, cancellationToken));
        await using var gallery = batch.Recipe.Delivery.Gallery ? new GalleryWriter(blobs, batch) : null;
        var merchant = new MerchantCsv(table.Text, batch.Recipe.Language, links);
        merchant.WriteHeader();
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["items"] = 0 };
        await foreach (var item in request.Items.WithCancellation(cancellationToken))
        {
            Count(counts, item.State);
            await lines.Text.WriteLineAsync(JsonSerializer.Serialize(item, AigcJson.Default.ItemResult).AsMemory(), cancellationToken);
            if (item.State == ItemState.Accepted) merchant.WriteRow(item);
            foreach (var asset in AssetsOf(item)) await WriteAssetAsync(images, asset, cancellationToken);
            gaps.Add(item);
            if (gallery is not null) await gallery.AddAsync(item, cancellationToken);
        }
        var files = new List<ExportedEntry>();
        foreach (var file in (ExportFile[])[lines, table, images, .. gaps.Complete()])
            files.Add(await file.StoreAsync(blobs, Paths.Export(batch.Tenant, batch.Id, file.Name), cancellationToken));
        if (gallery is not null) files.AddRange(await gallery.CompleteAsync(cancellationToken));
        return await WriteManifestAsync(batch, counts, files, cancellationToken);
    }

    /// <summary>The pictures of an item that are shown: its source, and what may be seen by those who review.</summary>
    internal static IEnumerable<AssetRef> AssetsOf(ItemResult item)
    {
        if (item.Source is not null) yield return item.Source;
        foreach (var slot in item.Slots)
            if (slot is { Asset: { } asset, State: SlotState.Made or SlotState.InReview }) yield return asset;
    }

    private static Task WriteAssetAsync(ExportFile images, AssetRef asset, CancellationToken cancellationToken)
    {
        var line = new ExportedAsset(asset.FileName, asset.ContentType, asset.Bytes);
        return images.Text.WriteLineAsync(JsonSerializer.Serialize(line, DeliveryJson.Default.ExportedAsset).AsMemory(), cancellationToken);
    }

    private static void Count(SortedDictionary<string, long> counts, ItemState state)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
        counts["items"]++;
        counts[name] = counts.GetValueOrDefault(name) + 1;
    }

    // The manifest comes last: where it lies, the files that it names lie too.
    private async Task<ExportManifest> WriteManifestAsync(Batch batch, SortedDictionary<string, long> counts, List<ExportedEntry> files, CancellationToken cancellationToken)
    {
        var manifest = new ExportManifest(batch.Id, batch.Label, batch.Recipe.Name, batch.Recipe.Version, batch.Spent, counts, files);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, DeliveryJson.Default.ExportManifest));
        await blobs.PutAsync(Paths.Export(batch.Tenant, batch.Id, Manifest), content, "application/json", cancellationToken);
        return manifest;
    }
}
