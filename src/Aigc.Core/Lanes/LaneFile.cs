namespace Aigc.Core.Lanes;

/// <summary>A file for one lane, grown on the disk up to what the provider takes.</summary>
internal sealed class LaneFile(string model, LaneOptions limits) : IDisposable
{
    private readonly FileStream _content = new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
    private readonly List<WrittenRequest> _requests = [];

    public string Model => model;

    public IReadOnlyList<WrittenRequest> Requests => _requests;

    /// <summary>False, and nothing added, where the file is full.</summary>
    public async Task<bool> TryAddAsync(WrittenRequest request, byte[] line, CancellationToken cancellationToken)
    {
        if (_requests.Count > 0 && (_requests.Count >= limits.MostRequests || _content.Length + line.Length + 1 > limits.MostBytes)) return false;
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

    public void Dispose() => _content.Dispose();
}
