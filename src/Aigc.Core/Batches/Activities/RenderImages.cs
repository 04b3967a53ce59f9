using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Core.Images;
using Aigc.Core.Products;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Renders the image slots of a chunk from the photos that passed screening.</summary>
internal sealed class RenderImages(BatchStore batches, ChunkWork work, ImageProducer producer, Prices prices) : TaskActivity<ChunkInput, StageOutcome>
{
    public const string Stage = "images";

    public override async Task<StageOutcome> RunAsync(TaskActivityContext context, ChunkInput chunk)
    {
        if (await work.Stages.ExistsAsync(chunk, Stage, CancellationToken.None)) return new(StopReason.None, 0);
        var batch = (await batches.GetAsync(chunk.Tenant, chunk.BatchId, CancellationToken.None)).Batch;
        var outputs = batch.Recipe.Outputs.Where(output => Slots.IsImage(output.Slot)).ToList();
        var screened = await work.Stages.ReadAsync(chunk.Blob(ScreenSources.Stage), StageJson.Default.ScreenedItem, CancellationToken.None);
        var products = (await work.Pages.ReadAsync(chunk, CancellationToken.None)).ToDictionary(item => item.Row, item => item.Product);
        var rendered = await work.Loop.RunAsync(chunk, screened, work.Options.ImageConcurrency,
            async (item, cancellationToken) => new ProducedItem(item.Row, await RenderAsync(batch, outputs, products[item.Row].Category(), item, cancellationToken)),
            (item, failure) => new ProducedItem(item.Row, NotMade(outputs, failure)));
        if (rendered.Stopped == StopReason.None) await work.Stages.WriteAsync(chunk, Stage, rendered.Results, StageJson.Default.ProducedItem, CancellationToken.None);
        return new(rendered.Stopped, rendered.Results.SelectMany(item => item.Slots).Sum(prices.Of));
    }

    private async Task<IReadOnlyList<SlotResult>> RenderAsync(Batch batch, IReadOnlyList<OutputSpec> outputs, string? category, ScreenedItem item, CancellationToken cancellationToken)
    {
        if (outputs.Count == 0) return [];
        if (item.Failure is { } failure) return NotMade(outputs, failure);
        return await producer.ProduceAsync(batch.Tenant, item.Source!, item.Triage, category, outputs, cancellationToken);
    }

    // A photo that is missing or unfit is a fact about the source; only what may work next time counts as failed.
    private static List<SlotResult> NotMade(IEnumerable<OutputSpec> outputs, ItemFailure failure) =>
        [.. outputs.Select(output => new SlotResult { Slot = output.Slot, State = failure.Permanent ? SlotState.Refused : SlotState.Failed, Reason = failure.Code, Detail = failure.Message })];
}
