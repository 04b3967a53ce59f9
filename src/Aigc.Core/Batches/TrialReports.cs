using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Items;
using Aigc.Core.Costs;
using Aigc.Core.Storage;

namespace Aigc.Core.Batches;

/// <summary>What a trial made and what it came to, kept for people to look at and for the quote to rest on.</summary>
public sealed class TrialReports
{
    public const string File = "trial.json";
    private readonly IBlobStore _blobs;
    private readonly PromptMeter _meter;
    private readonly Purses _purses;
    private readonly Prices _prices;

    internal TrialReports(IBlobStore blobs, PromptMeter meter, Purses purses, Prices prices) => (_blobs, _meter, _purses, _prices) = (blobs, meter, purses, prices);

    /// <summary>Null where the batch had no trial, or has not yet.</summary>
    public Task<TrialReport?> FindAsync(string tenant, string batchId, CancellationToken cancellationToken = default) =>
        _blobs.ReadJsonAsync(Paths.Export(tenant, batchId, File), AigcJson.Default.TrialReport, cancellationToken);

    internal async Task WriteAsync(Batch batch, int pages, IReadOnlyList<ItemResult> items, CancellationToken cancellationToken)
    {
        var tried = new List<TrialItem>(items.Count);
        foreach (var item in items) tried.Add(await ItemAsync(batch, item, cancellationToken));
        var holds = Enumerable.Range(0, pages).Select(page => HoldId.OfPage(batch.Tenant, batch.Id, Runs.Trial, page, 0));
        var report = new TrialReport(batch.Id, batch.Quote!.Lock, _prices.ToMoney(tried.Sum(item => item.Cost.Amount)), await _purses.SecondsPerCallAsync(holds, Prices.Images, cancellationToken), tried);
        using var content = new MemoryStream(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(report, AigcJson.Default.TrialReport));
        await _blobs.PutAsync(Paths.Export(batch.Tenant, batch.Id, File), content, "application/json", cancellationToken);
    }

    private async Task<TrialItem> ItemAsync(Batch batch, ItemResult item, CancellationToken cancellationToken)
    {
        var slots = new List<TrialSlot>(item.Slots.Count);
        foreach (var slot in item.Slots)
        {
            var output = batch.Recipe.Outputs.FirstOrDefault(output => output.Slot == slot.Slot);
            var prompt = output is null || Contracts.Recipes.Slots.IsImage(slot.Slot) ? null : await _meter.MeterAsync(batch.Tenant, batch.Recipe, output, item.Product, cancellationToken);
            slots.Add(new(slot, prompt?.Text, slot.Production?.InputTokens ?? 0, slot.Production?.OutputTokens ?? 0, _prices.ToMoney(_prices.Of(slot))));
        }
        return new(item.Row, item.Product.Id, item.Product.Title, StratifiedSample.KeyOf(item.Product), item.State, _prices.ToMoney(slots.Sum(slot => slot.Cost.Amount)), slots);
    }
}
