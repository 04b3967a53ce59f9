using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Pipeline.Operations;

namespace Aigc.ImageService.Tests.Api;

/// <summary>A step that ends when the test lets it, or when it is cancelled.</summary>
internal sealed class HeldOperation : IOperation, IDisposable
{
    private readonly SemaphoreSlim _go = new(0);
    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _cancelled = new(0);
    private int _runs;
    private int _broken;

    /// <summary>How far it tells to have come when it is held.</summary>
    public static PaintProgress Painting { get; } = new(3, 40);

    public string Name => "held";

    public int Runs => Volatile.Read(ref _runs);

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        if (Interlocked.Exchange(ref _broken, 0) == 1) throw new InvalidOperationException("The test broke it.");
        source.Painted(Painting);
        _entered.Release();
        try
        {
            _go.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.Release();
            throw;
        }
        return new(step.Name, "held", [1, 2, 3], "image/png", step.FrameWidth, step.FrameHeight);
    }

    /// <summary>The next run meets a defect.</summary>
    public void Break() => _broken = 1;

    public void Go(int steps = 1) => _go.Release(steps);

    public Task EnteredAsync() => WithinAsync(_entered);

    public Task CancelledAsync() => WithinAsync(_cancelled);

    public void Dispose()
    {
        _go.Dispose();
        _entered.Dispose();
        _cancelled.Dispose();
    }

    private static async Task WithinAsync(SemaphoreSlim signal) => Assert.True(await signal.WaitAsync(TimeSpan.FromSeconds(60)), "It did not happen.");
}
