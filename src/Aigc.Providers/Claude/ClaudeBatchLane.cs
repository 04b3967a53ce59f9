using System.Runtime.CompilerServices;
using Aigc.Core.Lanes;

namespace Aigc.Providers.Claude;

/// <summary>
/// The lane of Claude, by its Message Batches. The package has them too, but wants all requests of a batch as objects at once; here the file goes out as it
/// comes from the disk, and only each message is the package's (<see cref="ClaudeTape"/>).
/// <para>
/// A batch carries no name, and takes no key that would make a second one the first. Whether one was handed in before a crash is told by the ids of its
/// requests, which begin with a tag of the name; but those are shown only once it has ended. So of all batches since then with as many requests, an ended one
/// is asked for the first line of its results: that settles it. One that still runs may be it or another's; then nobody can tell, and nothing may be handed in
/// nor cancelled, until it ends, a day later at most. That costs time and never pays twice.
/// </para>
/// </summary>
internal sealed class ClaudeBatchLane(LaneHttp http, ClaudeTape tape) : IBatchLane
{
    private const string Batches = "v1/messages/batches";

    /// <summary>100,000 requests and 256 MB, less a little, and less the tags.</summary>
    public LaneLimits Limits => new(100_000, 250_000_000);

    public async ValueTask<byte[]> LineAsync(LaneRequest request, CancellationToken cancellationToken = default) =>
        ClaudeLine.Write(request.Id, await tape.WriteAsync(request, cancellationToken));

    public async Task<string> SubmitAsync(string name, Stream file, CancellationToken cancellationToken = default) =>
        (await http.SendAsync(HttpMethod.Post, Batches, new ClaudeBatchContent(file, ClaudeLine.TagOf(name)), ClaudeBatchWire.Default.ClaudeBatch, cancellationToken)).Id;

    public async Task<string?> FindAsync(string name, int requests, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var (tag, running) = (ClaudeLine.TagOf(name), false);
        await foreach (var batch in SinceAsync(since - LaneHttp.ClockSkew, cancellationToken))
        {
            if (requests > 0 && batch.RequestCounts is { } counts && counts.Total != requests) continue;
            if (!batch.IsOver) running = true;
            else if (await TagOfAsync(batch, cancellationToken) == tag) return batch.Id;
        }
        return running ? throw new LaneUnsureException("A batch that may be the one looked for is still running.") : null;
    }

    public async Task<LaneStatus> StatusAsync(string id, CancellationToken cancellationToken = default) =>
        Status(await http.SendAsync(HttpMethod.Get, $"{Batches}/{Uri.EscapeDataString(id)}", null, ClaudeBatchWire.Default.ClaudeBatch, cancellationToken));

    public Task CancelAsync(string id, CancellationToken cancellationToken = default) => http.CancelAsync($"{Batches}/{Uri.EscapeDataString(id)}/cancel", ClaudeBatchWire.Default.ClaudeBatch, cancellationToken);

    public async IAsyncEnumerable<LaneOutcome> ReadAsync(LaneStatus status, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (status.Output is not { } results) yield break;
        await foreach (var line in http.LinesAsync(Here(results), cancellationToken))
            if (await ClaudeLine.ReadAsync(line, tape, cancellationToken) is { } outcome) yield return outcome;
    }

    private static LaneStatus Status(ClaudeBatch batch)
    {
        var counts = batch.RequestCounts ?? new(0, 0, 0, 0, 0);
        var state = batch switch
        {
            { IsOver: false } => LaneState.Running,
            { CancelInitiatedAt: not null } => LaneState.Cancelled,
            _ => counts.Expired > 0 ? LaneState.Expired : LaneState.Completed,
        };
        return new(batch.Id, state, counts.Total, counts.Succeeded, counts.Errored, batch.ResultsUrl, null);
    }

    private async IAsyncEnumerable<ClaudeBatch> SinceAsync(DateTimeOffset bound, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            var list = await http.SendAsync(HttpMethod.Get, $"{Batches}?limit=1000{after}", null, ClaudeBatchWire.Default.ClaudeBatchList, cancellationToken);
            // The newest stand first.
            foreach (var batch in list.Data.Where(batch => batch.CreatedAt >= bound)) yield return batch;
            if (!list.HasMore || list.Data.Count == 0 || list.Data[^1].CreatedAt < bound) yield break;
            if (!seen.Add(list.Data[^1].Id)) throw new TransientException("The batch lane's list of batches has no end.");
            after = $"&after_id={Uri.EscapeDataString(list.Data[^1].Id)}";
        }
    }

    /// <summary>Null where the results are gone: then it is as good as never handed in.</summary>
    private async Task<string?> TagOfAsync(ClaudeBatch batch, CancellationToken cancellationToken)
    {
        if (batch.ResultsUrl is not { } results) return null;
        await foreach (var line in http.LinesAsync(Here(results), cancellationToken))
            if (ClaudeLine.TagIn(line) is { } tag) return tag;
        return null;
    }

    // The provider says where its results are; the key goes to no other server than the one that it was given for.
    private string Here(string results) => new Uri(http.Address, results) is var told && told.Authority == http.Address.Authority && told.Scheme == http.Address.Scheme ? told.AbsoluteUri : told.PathAndQuery.TrimStart('/');
}
