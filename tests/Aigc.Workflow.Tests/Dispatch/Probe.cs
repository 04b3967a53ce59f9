using System.Collections.Concurrent;

namespace Aigc.Workflow.Tests.Dispatch;

/// <summary>What the functions of the tests do and tell: a test holds them, lets them go, and sees what reached them.</summary>
public sealed class Probe
{
    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _cancelled = new(0);
    private readonly SemaphoreSlim _go = new(0);
    private int _inside;

    public ConcurrentQueue<object?> Seen { get; } = [];

    /// <summary>The most that were inside at once.</summary>
    public int Peak { get; private set; }

    /// <summary>Thrown by whoever passes; null: nobody fails.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Called by a function: is seen, and goes on when the test lets it or its token is cancelled.</summary>
    public async Task PassAsync(object? value, CancellationToken cancellationToken)
    {
        Peak = Math.Max(Peak, Interlocked.Increment(ref _inside));
        Seen.Enqueue(value);
        _entered.Release();
        try
        {
            await _go.WaitAsync(cancellationToken);
            if (Failure is { } failure) throw failure;
        }
        catch (OperationCanceledException)
        {
            _cancelled.Release();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    public void Go(int times = 1) => _go.Release(times);

    public Task EnteredAsync() => WithinAsync(_entered);

    public Task CancelledAsync() => WithinAsync(_cancelled);

    private static async Task WithinAsync(SemaphoreSlim signal) => Assert.True(await signal.WaitAsync(TimeSpan.FromSeconds(60)), "It did not happen.");
}
