using System.Collections.Concurrent;
using System.Text.Json;
using Aigc.Core.Storage;

namespace Aigc.Core.Lanes;

/// <summary>What lanes have brought for the pages under way, read once for all their chunks.</summary>
internal sealed class LaneAnswers(IBlobStore blobs)
{
    private const int Kept = 16;
    private readonly ConcurrentDictionary<(LaneRun, int), Lazy<Task<IReadOnlyDictionary<string, LaneAnswer>>>> _pages = new();

    /// <summary>By key of the request.</summary>
    public async Task<IReadOnlyDictionary<string, LaneAnswer>> OfPageAsync(LaneRun run, int page)
    {
        if (_pages.Count > Kept) _pages.Clear();
        try
        {
            return await _pages.GetOrAdd((run, page), _ => new(() => ReadAsync(run, page))).Value;
        }
        catch
        {
            _pages.TryRemove((run, page), out _);
            throw;
        }
    }

    private async Task<IReadOnlyDictionary<string, LaneAnswer>> ReadAsync(LaneRun run, int page)
    {
        var answers = new Dictionary<string, LaneAnswer>();
        await foreach (var file in blobs.ListAsync(Paths.LaneAnswers(run.Tenant, run.BatchId, run.Run, page)))
        {
            await using var lines = await blobs.OpenReadAsync(file.Name);
            await foreach (var kept in JsonSerializer.DeserializeAsyncEnumerable(lines!, LaneJson.Default.KeptAnswer, topLevelValues: true)) answers.TryAdd(kept!.Key, kept.Answer);
        }
        return answers;
    }
}
