namespace Aigc.Core.Lanes;

/// <summary>A file for one lane, grown on the disk up to what the provider takes, or what this host is content with.</summary>
internal sealed class LaneFile(string model, IBatchLane lane, LaneOptions options) : IDisposable
{
    private readonly LaneLimits _limits = new(Math.Min(lane.Limits.Requests, options.MostRequests ?? int.MaxValue), Math.Min(lane.Limits.Bytes, options.MostBytes ?? long.MaxValue));
    private readonly FileStream _content = new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
    private readonly List<WrittenRequest> _requests = [];

    public string Model => model;

    public IBatchLane Lane => lane;

    public IReadOnlyList<WrittenRequest> Requests => _requests;

    /// <summary>False, and nothing added, where the file is full.</summary>
    public async Task<bool> TryAddAsync(WrittenRequest request, CancellationToken cancellationToken)
    {
        if (_requests.Count >= _limits.Requests) return false;
        var line = await lane.LineAsync(request.Request! with { Id = request.Id }, cancellationToken);
        if (_requests.Count > 0 && _content.Length + line.Length + 1 > _limits.Bytes) return false;
        await _content.WriteAsync(line, cancellationToken);
        await _content.WriteAsync("\n"u8.ToArray(), cancellationToken);
        _requests.Add(request);
        return true;
    }

    /// <summary>From its beginning. The file stays the owner.</summary>
    public Stream Read()
    {
        _content.Flush();
        _content.Position = 0;
        return _content;
    }

    /// <summary>An empty one for what this one has no room for.</summary>
    public LaneFile Next() => new(model, lane, options);

    public void Dispose() => _content.Dispose();
}
