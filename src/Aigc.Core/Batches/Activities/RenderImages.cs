using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Products;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Renders the image slots of a chunk from the photos that passed screening.</summary>
internal sealed class RenderImages(BatchStore batches, ChunkWork work, PaidImages images) : TaskActivity<ChunkInput, StopReason>
{
    public const string Stage = "images";

    public override async Task<StopReason> RunAsync(TaskActivityContext context, ChunkInput chunk)
    {
        if (await work.Stages.ExistsAsync(chunk, Stage, CancellationToken.None)) return StopReason.None;
        var batch = (await batches.GetAsync(chunk.Tenant, chunk.BatchId, CancellationToken.None)).Batch;
        var outputs = batch.Recipe.Outputs.Where(output => Slots.IsImage(output.Slot)).ToList();
        var screened = await work.Stages.ReadAsync(chunk.Blob(ScreenSources.Stage), StageJson.Default.ScreenedItem, CancellationToken.None);
        var chosen = screened.Where(item => item.GoesOn).ToList();
        var products = (await work.Pages.ReadAsync(chunk, CancellationToken.None)).ToDictionary(item => item.Row, item => item.Product);
        using var paid = BatchMoney.On(batch, chunk);
        var rendered = await work.Loop.RunAsync(chunk, chosen, work.Options.ImageConcurrency,
            async (item, cancellationToken) => new ProducedItem(item.Row, await RenderAsync(batch, outputs, products[item.Row].Category(), item, cancellationToken)),
            (item, failure) => new ProducedItem(item.Row, NotMade(outputs, failure)));
        if (rendered.Stopped == StopReason.None) await work.Stages.WriteAsync(chunk, Stage, rendered.Results, StageJson.Default.ProducedItem, CancellationToken.None);
        return rendered.Stopped;
    }

    private async Task<IReadOnlyList<SlotResult>> RenderAsync(Batch batch, IReadOnlyList<OutputSpec> outputs, string? category, ScreenedItem item, CancellationToken cancellationToken)
    {
        if (outputs.Count == 0) return [];
        if (item.Failure is { } failure) return NotMade(outputs, failure);
        return await images.ProduceAsync(new(batch, item.Source!, item.Triage, category), outputs, cancellationToken);
    }

    // A photo that is missing or unfit is a fact about the source; only what may work next time counts as failed.
    private static List<SlotResult> NotMade(IEnumerable<OutputSpec> outputs, ItemFailure failure) =>
        [.. outputs.Select(output => new SlotResult { Slot = output.Slot, State = failure.Permanent ? SlotState.Refused : SlotState.Failed, Reason = failure.Code, Detail = failure.Message })];
}
