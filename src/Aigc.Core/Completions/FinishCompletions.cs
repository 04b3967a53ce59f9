using System.Text.Json;
using Aigc.Contracts.Completions;
using Aigc.Core.Storage;
using Microsoft.DurableTask;

namespace Aigc.Core.Completions;

/// <summary>Puts the answers into the output file and the failures into the error file, and ends the batch. Its status is returned.</summary>
internal sealed class FinishCompletions(CompletionBatches batches, CompletionFiles files, IBlobStore blobs) : TaskActivity<CompletionChunk, string>
{
    public override async Task<string> RunAsync(TaskActivityContext context, CompletionChunk input)
    {
        var (tenant, id) = (input.Batch.Tenant, input.Batch.BatchId);
        if ((await batches.GetAsync(tenant, id, CancellationToken.None)).Status is not ("in_progress" or "cancelling")) return "failed";
        using var answers = Scratch();
        using var failures = Scratch();
        var expired = false;
        for (var chunk = 0; chunk < input.Chunk; chunk++)
            await foreach (var result in ReadAsync(Paths.CompletionPart(tenant, id, chunk, "out")))
            {
                expired |= result.Error?.Code == "batch_expired";
                var file = result.Response is { StatusCode: 200 } ? answers : failures;
                await JsonSerializer.SerializeAsync(file, result, CompletionsJson.Default.CompletionResult);
                file.WriteByte((byte)'\n');
            }
        var (output, errors) = (await KeepAsync(tenant, id, "output", answers), await KeepAsync(tenant, id, "error", failures));
        return (await batches.UpdateAsync(tenant, id, before => Ended(before, expired) with { OutputFileId = output, ErrorFileId = errors }, CancellationToken.None)).Status;
    }

    private CompletionBatch Ended(CompletionBatch before, bool expired) => before.Status == "cancelling"
        ? before with { Status = "cancelled", CancelledAt = batches.Now }
        : expired ? before with { Status = "expired", ExpiredAt = batches.Now } : before with { Status = "completed", CompletedAt = batches.Now };

    private async Task<string?> KeepAsync(string tenant, string id, string kind, FileStream content)
    {
        if (content.Length == 0) return null;
        content.Position = 0;
        return (await files.AddAsync(tenant, $"{id}_{kind}.jsonl", "batch_output", content, CancellationToken.None)).Id;
    }

    private async IAsyncEnumerable<CompletionResult> ReadAsync(string part)
    {
        await using var content = await blobs.OpenReadAsync(part, CancellationToken.None);
        if (content is null) yield break;
        await foreach (var result in JsonSerializer.DeserializeAsyncEnumerable(content, CompletionsJson.Default.CompletionResult, topLevelValues: true)) yield return result!;
    }

    private static FileStream Scratch() => new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
