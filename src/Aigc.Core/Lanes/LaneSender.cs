using System.Text.Json;
using Aigc.Core.Storage;

namespace Aigc.Core.Lanes;

/// <summary>Hands a file in, once: after a crash the provider is asked whether it has it already.</summary>
internal sealed class LaneSender(BatchLanes lanes, LaneJobs jobs, LaneLedger money, IBlobStore blobs)
{
    public async Task SendAsync(LaneRun run, int number, LaneFile file, decimal? batchLimit, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(run, number, cancellationToken) is not null) return;
        await KeepRequestsAsync(run, number, file, cancellationToken);
        var (id, state) = (default(string), "unaffordable");
        if (await money.ReserveAsync(run, number, file, batchLimit, cancellationToken)) (id, state) = await SubmitAsync(run.NameOf(number), file, cancellationToken);
        var job = new LaneJob(number, file.Model, id, file.Requests.Count, Collected: id is null, State: state);
        if (id is null) await money.SettleAsync(run, job, 0, [], default);
        await jobs.SaveAsync(run, job, cancellationToken);
    }

    private async Task<(string? Id, string State)> SubmitAsync(string name, LaneFile file, CancellationToken cancellationToken)
    {
        var lane = lanes.Find(file.Model)!;
        try
        {
            return (await lane.FindAsync(name, cancellationToken) ?? await lane.SubmitAsync(name, file.Read(), cancellationToken), "running");
        }
        catch (ProblemException refused)
        {
            // Asked in real time instead.
            return (null, refused.Code);
        }
    }

    private async Task KeepRequestsAsync(LaneRun run, int number, LaneFile file, CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream();
        foreach (var request in file.Requests)
        {
            JsonSerializer.Serialize(lines, request, LaneJson.Default.WrittenRequest);
            lines.WriteByte((byte)'\n');
        }
        lines.Position = 0;
        await blobs.PutAsync(Paths.LaneRequests(run.Tenant, run.BatchId, run.Run, number), lines, "application/jsonl", cancellationToken);
    }
}
