using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aigc.Core.Storage;

namespace Aigc.Core.Lanes;

/// <summary>What files asked and what they brought, as it is kept.</summary>
internal sealed class LaneBlobs(IBlobStore blobs)
{
    public Task KeepRequestsAsync(LaneRun run, int number, IEnumerable<WrittenRequest> requests, CancellationToken cancellationToken) =>
        KeepAsync(Paths.LaneRequests(run.Tenant, run.BatchId, run.Run, number), requests, LaneJson.Default.WrittenRequest, cancellationToken);

    /// <summary>By id.</summary>
    public async Task<IReadOnlyDictionary<string, WrittenRequest>> RequestsAsync(LaneRun run, int number, CancellationToken cancellationToken)
    {
        await using var lines = await blobs.OpenReadAsync(Paths.LaneRequests(run.Tenant, run.BatchId, run.Run, number), cancellationToken) ?? throw new InvalidOperationException("The requests of a lane's file are gone.");
        var asked = new Dictionary<string, WrittenRequest>();
        await foreach (var request in JsonSerializer.DeserializeAsyncEnumerable(lines, LaneJson.Default.WrittenRequest, topLevelValues: true, cancellationToken)) asked[request!.Id] = request;
        return asked;
    }

    public Task KeepAnswersAsync(LaneRun run, int page, int number, IEnumerable<KeptAnswer> answers, CancellationToken cancellationToken) =>
        KeepAsync($"{Paths.LaneAnswers(run.Tenant, run.BatchId, run.Run, page)}{number:D6}.jsonl", answers, LaneJson.Default.KeptAnswer, cancellationToken);

    /// <summary>By key of the request.</summary>
    public async Task<IReadOnlyDictionary<string, LaneAnswer>> AnswersAsync(LaneRun run, int page)
    {
        var answers = new Dictionary<string, LaneAnswer>();
        await foreach (var file in blobs.ListAsync(Paths.LaneAnswers(run.Tenant, run.BatchId, run.Run, page)))
        {
            await using var lines = await blobs.OpenReadAsync(file.Name);
            await foreach (var kept in JsonSerializer.DeserializeAsyncEnumerable(lines!, LaneJson.Default.KeptAnswer, topLevelValues: true)) answers.TryAdd(kept!.Key, kept.Answer);
        }
        return answers;
    }

    private async Task KeepAsync<T>(string name, IEnumerable<T> values, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream();
        foreach (var value in values)
        {
            JsonSerializer.Serialize(lines, value, type);
            lines.WriteByte((byte)'\n');
        }
        lines.Position = 0;
        await blobs.PutAsync(name, lines, "application/jsonl", cancellationToken);
    }
}
