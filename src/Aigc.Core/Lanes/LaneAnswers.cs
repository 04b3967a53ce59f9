using System.Collections.Concurrent;

namespace Aigc.Core.Lanes;

/// <summary>What lanes have brought for the pages under way, read once for all their chunks. Only once all passes are over: what is read is kept.</summary>
internal sealed class LaneAnswers(LaneBlobs blobs)
{
    private const int Kept = 16;
    private readonly ConcurrentDictionary<(LaneRun, int), Lazy<Task<IReadOnlyDictionary<string, LaneAnswer>>>> _pages = new();

    /// <summary>By key of the request.</summary>
    public async Task<IReadOnlyDictionary<string, LaneAnswer>> OfPageAsync(LaneRun run, int page)
    {
        if (_pages.Count > Kept) _pages.Clear();
        try
        {
            return await _pages.GetOrAdd((run, page), _ => new(() => blobs.AnswersAsync(run, page))).Value;
        }
        catch
        {
            _pages.TryRemove((run, page), out _);
            throw;
        }
    }
}
