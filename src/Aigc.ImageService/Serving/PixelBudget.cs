using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Serving;

/// <summary>
/// Bounds the pixels that are held at once, first come, first served: ten giants wait for each other, small pictures run side by side, and what
/// is larger than all of it is worked on alone.
/// </summary>
internal sealed class PixelBudget(IOptions<ServingOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Pixels, TaskCompletionSource Turn)> _line = new();
    private readonly long _whole = options.Value.Megapixels * 1_000_000L;
    private long _free = options.Value.Megapixels * 1_000_000L;

    /// <summary>Waits until that many pixels are free, or all there are.</summary>
    public async Task<IDisposable> TakeAsync(long pixels, CancellationToken cancellationToken)
    {
        pixels = Math.Min(pixels, _whole);
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _line.Enqueue((pixels, turn));
        Advance();
        try
        {
            await turn.Task.WaitAsync(cancellationToken);
            return new Taken(this, pixels);
        }
        catch (OperationCanceledException)
        {
            // Either it stays in the line as a dead entry that Advance drops, or its turn came in this very moment and is given back.
            if (!turn.TrySetCanceled(CancellationToken.None)) Give(pixels);
            Advance();
            throw;
        }
    }

    private void Give(long pixels)
    {
        lock (_gate) _free += pixels;
        Advance();
    }

    private void Advance()
    {
        lock (_gate)
        {
            while (_line.TryPeek(out var next) && (next.Turn.Task.IsCanceled || next.Pixels <= _free))
            {
                _line.Dequeue();
                if (next.Turn.TrySetResult()) _free -= next.Pixels;
            }
        }
    }

    private sealed class Taken(PixelBudget budget, long pixels) : IDisposable
    {
        public void Dispose() => budget.Give(pixels);
    }
}
