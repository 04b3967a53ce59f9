using System.Threading.Channels;

namespace Aigc.Local.Storage;

/// <summary>
/// A thread that takes all writes that wait and commits them in one transaction. While a commit syncs, the next group gathers by itself:
/// the more writers, the less each pays, and a single one pays no more than before.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private const int MostWrites = 1_000;
    // Whoever writes wakes the thread itself: through the pool it would wait for a thread there first.
    private readonly Channel<PendingWrite> _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(8_192) { SingleReader = true, AllowSynchronousContinuations = true });
    private readonly LocalWriter _writer;
    private readonly Thread _thread;

    public GroupCommit(LocalWriter writer)
    {
        _writer = writer;
        _thread = new Thread(Run) { IsBackground = true, Name = "aigc-data-writer" };
        _thread.Start();
    }

    /// <summary>Completes when the write is on the disk, or with what went wrong; waits for a place while the queue is full.</summary>
    public async Task<T> WriteAsync<T>(PendingWrite<T> write, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(LocalDatabase));
        }
        return await write.Done;
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
        _writer.Dispose();
    }

    private void Run()
    {
        var group = new List<PendingWrite>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < MostWrites && _queue.Reader.TryRead(out var write)) group.Add(write);
            Commit(group);
        }
    }

    private void Commit(List<PendingWrite> group)
    {
        try
        {
            _writer.Begin();
            group.ForEach(write => write.Run(_writer));
            _writer.Commit();
        }
        // The thread must not die: whatever it is, everyone who waits has to hear of it.
        catch (Exception fault)
        {
            _writer.Abandon();
            group.ForEach(write => write.Fail(fault));
            return;
        }
        group.ForEach(write => write.Settle());
    }
}
