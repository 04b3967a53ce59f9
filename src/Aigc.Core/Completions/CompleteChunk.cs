using System.Text.Json;
using Aigc.Contracts.Completions;
using Aigc.Core.Storage;
using Microsoft.DurableTask;

namespace Aigc.Core.Completions;

/// <summary>Answers the requests of a chunk and writes them down once. Cancelled or late, it answers none.</summary>
internal sealed class CompleteChunk(CompletionBatches batches, CompletionWriter writer, IBlobStore blobs) : TaskActivity<CompletionChunk, object?>
{
    private const int Parallel = 8;

    public override async Task<object?> RunAsync(TaskActivityContext context, CompletionChunk input)
    {
        var (tenant, id) = (input.Batch.Tenant, input.Batch.BatchId);
        if (await blobs.GetPropertiesAsync(Paths.CompletionPart(tenant, id, input.Chunk, "out"), CancellationToken.None) is not null) return null;
        var lines = await ReadAsync(Paths.CompletionPart(tenant, id, input.Chunk, "in"));
        var results = new CompletionResult?[lines.Count];
        await TenantTurns.ForEachAsync(Enumerable.Range(0, lines.Count), Parallel, async (i, token) => results[i] = await AnswerAsync(tenant, id, lines[i], token));
        using var content = new MemoryStream();
        foreach (var result in results.OfType<CompletionResult>())
        {
            JsonSerializer.Serialize(content, result, CompletionsJson.Default.CompletionResult);
            content.WriteByte((byte)'\n');
        }
        content.Position = 0;
        await blobs.PutIfAbsentAsync(Paths.CompletionPart(tenant, id, input.Chunk, "out"), content, "application/jsonl", CancellationToken.None);
        var (failed, done) = (results.Count(result => result?.Response is not { StatusCode: 200 } && result is not null), results.Count(result => result is not null));
        await batches.UpdateAsync(tenant, id, before => before with { RequestCounts = before.RequestCounts with { Completed = before.RequestCounts.Completed + done - failed, Failed = before.RequestCounts.Failed + failed } }, CancellationToken.None);
        return null;
    }

    private async Task<CompletionResult?> AnswerAsync(string tenant, string id, CompletionLine line, CancellationToken cancellationToken)
    {
        var batch = await batches.GetAsync(tenant, id, cancellationToken);
        if (batch.Status == "cancelling") return null;
        var request = $"batch_req_{Guid.NewGuid():N}";
        if (batches.Now > batch.ExpiresAt) return new(request, line.CustomId!, null, new("batch_expired", "The request was not begun within the completion window."));
        var (status, body) = await writer.WriteAsync(tenant, line.Body, cancellationToken);
        return new(request, line.CustomId!, new(status, request, body), null);
    }

    private async Task<List<CompletionLine>> ReadAsync(string part)
    {
        await using var content = await blobs.OpenReadAsync(part, CancellationToken.None) ?? throw new InvalidOperationException("A chunk of the batch is gone.");
        return await JsonSerializer.DeserializeAsyncEnumerable(content, CompletionsJson.Default.CompletionLine, topLevelValues: true).Select(line => line!).ToListAsync();
    }
}
