using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Core.Storage;

namespace Aigc.Core.Lanes;

/// <summary>What a run has handed in to batch lanes: one record a file.</summary>
internal sealed class LaneJobs(IRecordStore records)
{
    private const string Table = "lanejobs";

    /// <summary>Writes down that a file is about to be handed in.</summary>
    public Task TryAsync(LaneRun run, int number, LaneTry now, CancellationToken cancellationToken) => records.UpsertAsync(Table, run.Partition, TryKeyOf(number), JsonSerializer.Serialize(now, LaneJson.Default.LaneTry), cancellationToken);

    /// <summary>How a file was tried; null: never.</summary>
    public async Task<LaneTry?> TriedAsync(LaneRun run, int number, CancellationToken cancellationToken) =>
        await records.GetAsync(Table, run.Partition, TryKeyOf(number), cancellationToken) is { } stored ? JsonSerializer.Deserialize(stored.Json, LaneJson.Default.LaneTry) : null;

    public async Task<LaneJob?> FindAsync(LaneRun run, int number, CancellationToken cancellationToken) =>
        await records.GetAsync(Table, run.Partition, KeyOf(number), cancellationToken) is { } stored ? JsonSerializer.Deserialize(stored.Json, LaneJson.Default.LaneJob) : null;

    public Task SaveAsync(LaneRun run, LaneJob job, CancellationToken cancellationToken) =>
        records.UpsertAsync(Table, run.Partition, KeyOf(job.Number), JsonSerializer.Serialize(job, LaneJson.Default.LaneJob), cancellationToken);

    public async Task<IReadOnlyList<LaneJob>> ListAsync(LaneRun run, CancellationToken cancellationToken)
    {
        var page = await records.QueryAsync(Table, run.Partition, "job/", "job/\uffff", 1_000, cancellationToken: cancellationToken);
        return [.. page.Records.Select(stored => JsonSerializer.Deserialize(stored.Json, LaneJson.Default.LaneJob)!)];
    }

    private static string TryKeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"try/{number:D6}");

    private static string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"job/{number:D6}");
}

/// <summary>One run of a batch, as lanes name it.</summary>
internal sealed record LaneRun(string Tenant, string BatchId, string Run)
{
    public string Partition => $"{Tenant}|{BatchId}|{Run}";

    /// <summary>The provider keeps it with the file: up to 64 characters of metadata.</summary>
    public string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{BatchId}-{Run}-{number}");
}

/// <param name="ProviderId">The provider's name of it; null where nothing was handed in, or nobody can tell yet.</param>
/// <param name="Collected">Its answers are kept and its money is settled.</param>
internal sealed record LaneJob(int Number, string Model, string? ProviderId, int Requests, int Answered = 0, int Failed = 0, bool Collected = false, string? State = null)
{
    /// <summary>How it was first tried, where the provider could not tell whether it has it: asked again at each look, and never handed in a second time.</summary>
    public LaneTry? Sought { get; init; }
}

/// <param name="Requests">Of the file as it was then; 0: written down by an earlier version.</param>
internal sealed record LaneTry(DateTimeOffset At, int Requests = 0);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptAnswer))]
[JsonSerializable(typeof(LaneJob))]
[JsonSerializable(typeof(LaneTry))]
[JsonSerializable(typeof(WrittenRequest))]
internal sealed partial class LaneJson : JsonSerializerContext;
