using System.Text;
using System.Text.Json;
using Aigc.Contracts.Completions;
using Aigc.Core.Storage;
using Microsoft.DurableTask;

namespace Aigc.Core.Completions;

/// <summary>Looks at the whole file before anything is paid for, and cuts it into chunks; the number of them. A file with errors gives none.</summary>
internal sealed class CheckCompletions(CompletionBatches batches, CompletionFiles files, IBlobStore blobs) : TaskActivity<CompletionInput, int>
{
    public const int ChunkSize = 50;
    private const int MostLines = 50_000;
    private const int MostErrors = 100;

    public override async Task<int> RunAsync(TaskActivityContext context, CompletionInput input)
    {
        var batch = await batches.GetAsync(input.Tenant, input.BatchId, CancellationToken.None);
        var (errors, seen, chunk, lines, number) = (new List<CompletionError>(), new Dictionary<string, long>(StringComparer.Ordinal), new StringBuilder(), 0, 0L);
        using var reader = new StreamReader(await files.OpenAsync(input.Tenant, batch.InputFileId, CancellationToken.None));
        while (await reader.ReadLineAsync() is { } line && errors.Count < MostErrors)
        {
            number++;
            if (line.Length == 0) continue;
            if (ErrorOf(line, number, seen) is { } error) errors.Add(error);
            chunk.Append(line).Append('\n');
            if (++lines % ChunkSize == 0) await FlushAsync();
            if (lines > MostLines) errors.Add(new("too_many_requests", $"A file has at most {MostLines} requests.", number));
        }
        if (lines == 0) errors.Add(new("empty_file", "The file has no requests."));
        if (chunk.Length > 0) await FlushAsync();
        await batches.UpdateAsync(input.Tenant, input.BatchId, before => Judged(before, lines, errors), CancellationToken.None);
        return errors.Count > 0 ? 0 : (lines + ChunkSize - 1) / ChunkSize;

        async Task FlushAsync()
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(chunk.ToString()));
            await blobs.PutAsync(Paths.CompletionPart(input.Tenant, input.BatchId, (lines - 1) / ChunkSize, "in"), content, "application/jsonl", CancellationToken.None);
            chunk.Clear();
        }
    }

    private CompletionBatch Judged(CompletionBatch before, int lines, List<CompletionError> errors) => errors.Count > 0
        ? before with { Status = "failed", FailedAt = batches.Now, Errors = new(errors) }
        : before with { Status = before.Status == "validating" ? "in_progress" : before.Status, InProgressAt = batches.Now, RequestCounts = new(lines, 0, 0) };

    private static CompletionError? ErrorOf(string line, long number, Dictionary<string, long> seen)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, CompletionsJson.Default.CompletionLine) is not { } request) return new("invalid_json_line", "The line is not a JSON object.", number);
            if (request.CustomId is not { Length: > 0 and <= 512 } id) return new("missing_required_parameter", "'custom_id' is missing or longer than 512 characters.", number);
            if (!seen.TryAdd(id, number)) return new("duplicate_custom_id", $"'custom_id' is that of line {seen[id]}.", number);
            if (request.Method != "POST" || request.Url != CompletionBatches.Endpoint) return new("invalid_request", $"'method' is POST and 'url' is {CompletionBatches.Endpoint}.", number);
            return request.Body.ValueKind == JsonValueKind.Object && request.Body.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array ? null : new("invalid_request", "'body' has 'messages'.", number);
        }
        catch (JsonException)
        {
            return new("invalid_json_line", "The line is not a JSON object.", number);
        }
    }
}
