using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Writes the copy slots of a chunk.</summary>
internal sealed class WriteCopy(BatchStore batches, ChunkWork work, CopyWriter writer) : TaskActivity<ChunkInput, StopReason>
{
    public const string Stage = "copy";

    public override async Task<StopReason> RunAsync(TaskActivityContext context, ChunkInput chunk)
    {
        if (await work.Stages.ExistsAsync(chunk, Stage, CancellationToken.None)) return StopReason.None;
        var batch = (await batches.GetAsync(chunk.Tenant, chunk.BatchId, CancellationToken.None)).Batch;
        var outputs = batch.Recipe.Outputs.Where(output => !Slots.IsImage(output.Slot)).ToList();
        var products = await work.Pages.ReadAsync(chunk, CancellationToken.None);
        var tasks = products.SelectMany(item => outputs.Select(output => new CopyTask(item, output))).ToList();
        using var paid = BatchMoney.On(batch, chunk);
        var written = await work.Loop.RunAsync(chunk, tasks, work.Options.CopyConcurrency,
            async (task, cancellationToken) => new CopyDone(task.Item.Row, await WriteAsync(batch, task, cancellationToken)),
            (task, failure) => new CopyDone(task.Item.Row, Failed(task.Output.Slot, failure)));
        if (written.Stopped == StopReason.None)
        {
            var slots = written.Results.ToLookup(done => done.Row, done => done.Slot);
            await work.Stages.WriteAsync(chunk, Stage, products.Select(item => new ProducedItem(item.Row, [.. slots[item.Row]])), StageJson.Default.ProducedItem, CancellationToken.None);
        }
        return written.Stopped;
    }

    private Task<SlotResult> WriteAsync(Batch batch, CopyTask task, CancellationToken cancellationToken) =>
        writer.WriteAsync(new CopyRequest(batch.Tenant, task.Item.Product, task.Output, Slots.LanguageOf(task.Output.Slot) ?? batch.Recipe.Language, batch.Recipe.Rules), cancellationToken);

    private static SlotResult Failed(string slot, ItemFailure failure) => new() { Slot = slot, State = SlotState.Failed, Reason = failure.Code, Detail = failure.Message };

    private sealed record CopyTask(PageItem Item, OutputSpec Output);

    private sealed record CopyDone(long Row, SlotResult Slot);
}
