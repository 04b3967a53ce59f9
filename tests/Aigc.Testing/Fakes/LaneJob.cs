using System.Text.Json.Nodes;

namespace Aigc.Testing.Fakes;

/// <summary>How a request of a file ended.</summary>
public enum LaneEnding { Done, Dropped, Failed, NotBegun }

/// <summary>A file that was handed in to a fake lane.</summary>
public sealed class LaneJob(string id, IReadOnlyList<JsonNode> lines, LaneFate fate, JsonNode? metadata, DateTimeOffset createdAt)
{
    public DateTimeOffset CreatedAt => createdAt;
    public string Id => id;
    public IReadOnlyList<JsonNode> Lines => lines;
    public LaneFate Fate { get; set; } = fate;
    public JsonNode? Metadata => metadata;
    public int Looked { get; set; }
    public bool Cancelling { get; set; }

    /// <summary>Of each line; null while it is not over.</summary>
    public IReadOnlyList<LaneEnding>? Endings { get; private set; }

    public bool IsOver => Endings is not null;

    public string? Output { get; set; }
    public string? Errors { get; set; }

    public int Count(params LaneEnding[] endings) => Endings?.Count(endings.Contains) ?? 0;

    /// <param name="share">Of the requests that were begun.</param>
    public void End(double share) => Endings = Fate.IsInvalid ? [] : [.. lines.Select((_, i) => Ending(i, (int)(lines.Count * share)))];

    private LaneEnding Ending(int i, int begun)
    {
        var draw = (i * 0.618_034) % 1;
        return i >= begun ? LaneEnding.NotBegun : draw < Fate.Fails ? LaneEnding.Failed : draw > 1 - Fate.Drops ? LaneEnding.Dropped : LaneEnding.Done;
    }
}
