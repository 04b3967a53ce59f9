using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Reviews;
using Aigc.Core.Reviews;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Records the items of a chunk, opens the reviews that they need, and counts them.</summary>
internal sealed class StoreItems(StageStore stages, ItemStore items, ReviewQueue reviews, ProgressStore progress) : TaskActivity<ChunkInput, BatchCounts>
{
    public override async Task<BatchCounts> RunAsync(TaskActivityContext context, ChunkInput chunk)
    {
        var blob = chunk.Blob(CheckSafety.Stage);
        var results = await stages.ReadItemsAsync(blob, CancellationToken.None);
        // A trial is only shown: what it made is judged when the batch itself comes to it.
        if (chunk.Run != Runs.Trial) await reviews.OpenAsync(chunk, results, CancellationToken.None);
        var counts = Counting.Of(results);
        // At the same time, so that both are in the next commit.
        await Task.WhenAll(
            items.SaveAsync(chunk.Tenant, chunk.BatchId, [.. results.Select(item => new ItemRecord(item.Row, item.Product.Id, item.State, item.Reason, blob))], CancellationToken.None),
            progress.SaveAsync(chunk, counts, CancellationToken.None));
        return counts;
    }
}

/// <summary>Opens a review for each item that a person has to look at.</summary>
internal sealed class ReviewQueue(ReviewDesk desk, TimeProvider time)
{
    public async Task OpenAsync(ChunkInput chunk, IReadOnlyList<ItemResult> items, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var wanted = items.Where(item => item.State == ItemState.InReview).Select(item => new Review(
            ReviewIds.Of(chunk.BatchId, item.Row), chunk.BatchId, item.Row, item.Product.Id, ReviewState.Open, Why(item), now)).ToList();
        if (wanted.Count > 0) await desk.OpenAsync(chunk.Tenant, chunk.BatchId, wanted, cancellationToken);
    }

    private static List<string> Why(ItemResult item) =>
        [.. item.Slots.Where(slot => slot.State == SlotState.InReview && slot.Reason is not null).Select(slot => slot.Reason!).Append(item.Reason ?? "sample").Distinct()];
}
