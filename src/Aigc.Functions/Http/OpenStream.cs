namespace Aigc.Functions.Http;

/// <summary>The place of one event stream, given back when it is disposed.</summary>
public sealed class OpenStream : IDisposable
{
    private readonly Action _close;
    private readonly CancellationTokenSource _aged;
    private readonly CancellationTokenSource _over;

    internal OpenStream(Action close, TimeProvider time, TimeSpan longest, CancellationToken stopping)
    {
        _close = close;
        _aged = new(longest, time);
        _over = CancellationTokenSource.CreateLinkedTokenSource(_aged.Token, stopping);
    }

    /// <summary>Signalled when the stream is to end in good order: it has been open long enough, or the host stops.</summary>
    public CancellationToken Over => _over.Token;

    public void Dispose()
    {
        _over.Dispose();
        _aged.Dispose();
        _close();
    }
}
