using System.Collections.Concurrent;
using Aigc.Contracts.Images;
using Aigc.Core.Images;
using Aigc.Core.Products;
using Microsoft.Extensions.Logging;

namespace Aigc.Core.Text.Ideas;

/// <summary>The backgrounds that the image service has, best suited first, by category. Asked for at most once in five minutes each.</summary>
internal sealed partial class IdeaScenes(Func<ImageClient> images, TimeProvider time, ILogger<IdeaScenes> logger)
{
    private const int MostKept = 500;
    private const int MostScenes = 40;
    private const int LongestCategory = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    // A service that is down is not asked again for each product of a batch.
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, (IReadOnlyList<SceneTemplateInfo>? Scenes, long At)> _recent = new(StringComparer.Ordinal);

    /// <summary>What the feed, or else the tree, says of where the product belongs: what pictures of it are made by.</summary>
    public static string? CategoryOf(CopyRequest request) => request.Product.Category() ?? request.Tree.Best(request.Product)?.Path;

    /// <summary>Null where the service cannot be asked.</summary>
    public async Task<IReadOnlyList<SceneTemplateInfo>?> ForAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        var category = CategoryOf(request) is { } path ? path[..Math.Min(path.Length, LongestCategory)] : "";
        if (_recent.TryGetValue(category, out var known) && time.GetElapsedTime(known.At) < (known.Scenes is null ? Down : Fresh)) return known.Scenes;
        var scenes = await AskAsync(category, cancellationToken);
        if (_recent.Count > MostKept) _recent.Clear();
        _recent[category] = (scenes, time.GetTimestamp());
        return scenes;
    }

    private async Task<IReadOnlyList<SceneTemplateInfo>?> AskAsync(string category, CancellationToken cancellationToken)
    {
        try
        {
            var told = await images().TemplatesAsync(category, cancellationToken);
            return [.. told.Templates.OrderByDescending(scene => scene.Fit ?? 0).ThenBy(scene => scene.Name, StringComparer.Ordinal).Take(MostScenes)];
        }
        catch (Exception failure) when (failure is TransientException or ProblemException)
        {
            Log.NotAsked(logger, failure.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The image service could not be asked for its backgrounds; no scenes are suggested: {Reason}")]
        public static partial void NotAsked(ILogger logger, string reason);
    }
}
