namespace Aigc.ImageService.Models;

/// <summary>
/// Something that is made at its first use and then serves all threads. What runs natively takes the process along when it is freed under a
/// run, so that disposing waits for the last run to end, and whoever comes later is refused.
/// </summary>
internal sealed class SharedUse<T>(Func<T> make) : IDisposable where T : class, IDisposable
{
    private readonly Lock _making = new();
    private readonly Lock _gate = new();
    private T? _made;
    private int _running;
    private bool _isOver;

    /// <exception cref="ObjectDisposedException">The service is stopping.</exception>
    public TResult Run<TResult>(Func<T, TResult> use)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            _running++;
        }
        try
        {
            return use(Made());
        }
        finally
        {
            lock (_gate) if (--_running == 0 && _isOver) Free();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
            if (_running == 0) Free();
        }
    }

    // What failed is tried again by the next.
    private T Made()
    {
        lock (_making) return _made ??= make();
    }

    private void Free() => _made?.Dispose();
}
