namespace Aigc.Local.Storage;

/// <summary>A write that waits for its group. All of it is kept or nothing; its caller hears of it when the group is on the disk.</summary>
internal abstract class PendingWrite
{
    /// <exception cref="Exception">The whole transaction is gone.</exception>
    public abstract void Run(LocalWriter writer);

    /// <summary>The group is on the disk.</summary>
    public abstract void Settle();

    /// <summary>Nothing of the group is.</summary>
    public abstract void Fail(Exception fault);
}

/// <param name="keep">Whether the outcome of the work is to stay.</param>
internal sealed class PendingWrite<T>(Func<LocalWriter, T> work, Func<T, bool> keep) : PendingWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _failure;

    public Task<T> Done => _done.Task;

    public override void Run(LocalWriter writer)
    {
        var stays = false;
        writer.Mark();
        try
        {
            _result = work(writer);
            stays = keep(_result);
        }
        // Whatever the work throws is for its caller alone, as long as its neighbours in the transaction are unharmed.
        catch (Exception failure) when (!writer.IsBroken)
        {
            _failure = failure;
        }
        if (stays) writer.Keep();
        else writer.Undo();
    }

    public override void Settle()
    {
        if (_failure is not null) _done.TrySetException(_failure);
        else _done.TrySetResult(_result!);
    }

    public override void Fail(Exception fault) => _done.TrySetException(fault);
}
