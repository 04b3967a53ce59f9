namespace Aigc.Core.Lanes;

/// <summary>What earlier passes of a run have asked of the lane, and got.</summary>
internal sealed class LanePast(LaneJobs jobs, LaneBlobs blobs)
{
    /// <summary>Ids of the requests in the files from one number up to another, which is not among them.</summary>
    public async Task<IReadOnlySet<string>> AskedAsync(LaneRun run, int from, int until, CancellationToken cancellationToken)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var job in (await jobs.ListAsync(run, cancellationToken)).Where(job => job.Number >= from && job.Number < until)) asked.UnionWith((await blobs.RequestsAsync(run, job.Number, cancellationToken)).Keys);
        return asked;
    }

    public async Task<LaneBefore> OfPageAsync(LaneRun run, int page, IReadOnlySet<string> asked) => new(asked, await blobs.AnswersAsync(run, page));
}

/// <param name="Asked">Ids of requests: what was asked once and not answered is bought in real time.</param>
/// <param name="Answers">By key of the request.</param>
internal sealed record LaneBefore(IReadOnlySet<string> Asked, IReadOnlyDictionary<string, LaneAnswer> Answers)
{
    private static readonly Dictionary<string, LaneAnswer> None = [];

    /// <summary>Nothing has come yet.</summary>
    public static LaneBefore Unanswered(IReadOnlySet<string> asked) => new(asked, None);
}
