namespace Aigc.Core.Tests.Storage;

/// <summary>Holds back the contents of several writers until enough of them have begun, so that all are past any look at what was there before.</summary>
internal sealed class StartingGate(int writers)
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public Stream Hold(byte[] content) => new HeldStream(content, this);

    private Task ArriveAsync()
    {
        if (Interlocked.Increment(ref _waiting) == writers) _open.SetResult();
        return _open.Task;
    }

    private sealed class HeldStream(byte[] content, StartingGate gate) : MemoryStream(content)
    {
        private Task? _arrived;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await (_arrived ??= gate.ArriveAsync()).WaitAsync(cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
