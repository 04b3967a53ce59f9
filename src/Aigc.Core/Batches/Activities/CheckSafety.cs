using Aigc.Contracts;
using Aigc.Contracts.Items;
using Aigc.Core.Recipes;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Checks everything that a chunk has produced, and writes the items as they will be seen. Nothing reaches an item unchecked.</summary>
internal sealed class CheckSafety(BatchStore batches, ChunkWork work, ItemChecker checker) : TaskActivity<ChunkInput, object?>
{
    public const string Stage = "items";

    public override async Task<object?> RunAsync(TaskActivityContext context, ChunkInput chunk)
    {
        if (await work.Stages.ExistsAsync(chunk, Stage, CancellationToken.None)) return null;
        var batch = (await batches.GetAsync(chunk.Tenant, chunk.BatchId, CancellationToken.None)).Batch;
        var drafts = await DraftsAsync(chunk, batch.Recipe.LooksFirst());
        var items = new List<ItemResult>(drafts.Count);
        foreach (var draft in drafts) items.Add(await checker.CheckAsync(batch, draft, CancellationToken.None));
        await work.Stages.WriteAsync(chunk, Stage, items, AigcJson.Default.ItemResult, CancellationToken.None);
        return null;
    }

    private async Task<IReadOnlyList<ItemResult>> DraftsAsync(ChunkInput chunk, bool looked)
    {
        var products = await work.Pages.ReadAsync(chunk, CancellationToken.None);
        var copy = (await work.Stages.ReadAsync(chunk.Blob(WriteCopy.Stage), StageJson.Default.ProducedItem, CancellationToken.None)).ToDictionary(item => item.Row);
        var drafts = products.Select(item => new ItemResult { Row = item.Row, Product = item.Product, State = ItemState.Produced, Slots = copy.GetValueOrDefault(item.Row)?.Slots ?? [] });
        if (!looked) return [.. drafts];
        var screened = (await work.Stages.ReadAsync(chunk.Blob(ScreenSources.Stage), StageJson.Default.ScreenedItem, CancellationToken.None)).ToDictionary(item => item.Row);
        var images = (await work.Stages.ReadAsync(chunk.Blob(RenderImages.Stage), StageJson.Default.ProducedItem, CancellationToken.None)).ToDictionary(item => item.Row);
        return [.. drafts.Select(item => Looked(item, screened[item.Row], images.GetValueOrDefault(item.Row)?.Slots ?? []))];
    }

    private static ItemResult Looked(ItemResult draft, ScreenedItem screened, IReadOnlyList<SlotResult> images)
    {
        var (state, reason) = screened.Standing;
        return draft with { State = state, Reason = reason, Choice = screened.Choice, Source = screened.Source, Triage = screened.Triage, Slots = [.. draft.Slots, .. images] };
    }
}
