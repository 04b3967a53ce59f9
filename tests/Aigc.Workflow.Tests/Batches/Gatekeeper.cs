namespace Aigc.Workflow.Tests.Batches;

/// <summary>Holds the n-th paid call until the test opens.</summary>
internal sealed class Gatekeeper
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    public Gatekeeper(BatchApp app, int holdAt) => app.Images.BeforeRender = async cancellationToken =>
    {
        if (Interlocked.Increment(ref _calls) != holdAt) return;
        _reached.TrySetResult();
        await _open.Task.WaitAsync(cancellationToken);
    };

    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void Open() => _open.TrySetResult();
}
