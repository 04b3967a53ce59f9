using System.Text.Json;
using Aigc.Contracts.Batches;
using Aigc.Core.Costs;
using Aigc.Core.Storage;

namespace Aigc.Core.Batches;

/// <summary>Counts of finished chunks, so that progress is seen before a page is done. Written absolutely, so a repeated chunk counts once.</summary>
internal sealed class ProgressStore(IRecordStore records, LiveSpend spend)
{
    private const string Table = "progress";

    public Task SaveAsync(ChunkInput chunk, BatchCounts counts, CancellationToken cancellationToken) =>
        records.UpsertAsync(Table, Partition(chunk.Tenant, chunk.BatchId, chunk.Run), $"{chunk.Page:D6}-{chunk.Chunk:D3}",
            JsonSerializer.Serialize(new ChunkProgress(counts), BatchJson.Default.ChunkProgress), cancellationToken);

    /// <summary>The batch with the chunks of unfolded pages added to its counts, and what their calls have come to. The window of pages bounds how many those are.</summary>
    public async Task<Batch> AddToAsync(BatchRecord record, CancellationToken cancellationToken)
    {
        var batch = record.Batch;
        if (batch.State is not (BatchState.Producing or BatchState.Trial or BatchState.Paused)) return batch;
        var counts = batch.Counts;
        string? continuation = null;
        do
        {
            var page = await records.QueryAsync(Table, Partition(batch.Tenant, batch.Id, record.Run), $"{record.FoldedPages:D6}", limit: 500, continuation: continuation, cancellationToken: cancellationToken);
            foreach (var chunk in page.Records) counts = counts.Plus(JsonSerializer.Deserialize(chunk.Json, BatchJson.Default.ChunkProgress)!.Counts);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return batch with { Counts = counts, Spent = await spend.OfBatchAsync(batch.Tenant, batch.Id, cancellationToken) };
    }

    private static string Partition(string tenant, string batchId, string run) => $"{tenant}|{batchId}|{run}";
}

internal sealed record ChunkProgress(BatchCounts Counts);
