namespace Aigc.ImageService.Pipeline;

/// <summary>As many pictures at once as there are cores, and a short line behind them; who comes to a full line is sent away at once.</summary>
internal sealed class WorkSlots(int atOnce, int waiting)
{
    private readonly SemaphoreSlim _free = new(atOnce);
    private int _inside;

    /// <summary>Null where the line is full.</summary>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _inside) > atOnce + waiting)
        {
            Interlocked.Decrement(ref _inside);
            return null;
        }
        try
        {
            await _free.WaitAsync(cancellationToken);
            return new Slot(this);
        }
        catch
        {
            Interlocked.Decrement(ref _inside);
            throw;
        }
    }

    private sealed class Slot(WorkSlots slots) : IDisposable
    {
        public void Dispose()
        {
            slots._free.Release();
            Interlocked.Decrement(ref slots._inside);
        }
    }
}
