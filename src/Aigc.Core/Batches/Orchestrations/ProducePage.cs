using Aigc.Contracts.Batches;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>One page of products: reserve the money, produce its chunks side by side, settle what was used.</summary>
internal sealed class ProducePage : TaskOrchestrator<PageInput, PageOutcome>
{
    public override async Task<PageOutcome> RunAsync(TaskOrchestrationContext context, PageInput input)
    {
        var reservation = await context.CallActivityAsync<PageReservation>(nameof(ReservePage), input, Tries.Default);
        if (!reservation.Granted) return new(input.Page, reservation.Because, new());
        var chunks = await Task.WhenAll(Enumerable.Range(0, reservation.Chunks).Select(chunk => ProduceChunkAsync(context, ChunkOf(input, chunk, reservation.ChunkSize), reservation.CopyOnly)));
        await context.CallActivityAsync(nameof(SettlePage), input, Tries.Default);
        var stopped = chunks.FirstOrDefault(chunk => chunk.Stopped != StopReason.None)?.Stopped ?? StopReason.None;
        return new(input.Page, stopped, chunks.Aggregate(new BatchCounts(), (sum, chunk) => sum.Plus(chunk.Counts)));
    }

    private static async Task<ChunkOutcome> ProduceChunkAsync(TaskOrchestrationContext context, ChunkInput chunk, bool copyOnly)
    {
        // Look at the photos before anything is paid for.
        var screened = copyOnly ? StopReason.None : await context.CallActivityAsync<StopReason>(nameof(ScreenSources), chunk, Tries.Default);
        if (screened != StopReason.None) return ChunkOutcome.StoppedBy(screened);
        // Words and pictures do not need each other.
        string[] stages = copyOnly ? [nameof(WriteCopy)] : [nameof(WriteCopy), nameof(RenderImages)];
        var produced = await Task.WhenAll(stages.Select(stage => context.CallActivityAsync<StopReason>(stage, chunk, Tries.Default)));
        var stopped = produced.FirstOrDefault(reason => reason != StopReason.None);
        if (stopped != StopReason.None) return ChunkOutcome.StoppedBy(stopped);
        // Nothing is accepted unchecked.
        await context.CallActivityAsync(nameof(CheckSafety), chunk, Tries.Default);
        return new(StopReason.None, await context.CallActivityAsync<BatchCounts>(nameof(StoreItems), chunk, Tries.Default));
    }

    private static ChunkInput ChunkOf(PageInput input, int chunk, int size) => new(input.Batch.Tenant, input.Batch.BatchId, input.Batch.Run, input.Page, chunk, size, input.Round);
}
