using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Dispatch.Queues;

/// <summary>Keeps a message hidden while it is worked on. One failed renewal is no loss: the message is ours until its time is really over.</summary>
internal sealed partial class MessageLease(string queue, ITriggerQueue messages, TimeProvider time, ILogger<MessageLease> logger)
{
    private readonly TimeSpan _length = QueueLimits.Lease;

    /// <summary>
    /// Renews at half time, and every eighth after a failure, until <paramref name="done"/>. Where the message is lost, the work on it is
    /// cancelled through <paramref name="lost"/>, so that two do not run on side by side.
    /// </summary>
    /// <returns>The message with its latest receipt; null where it was lost. Never throws.</returns>
    public async Task<TriggerMessage?> HoldAsync(TriggerMessage message, CancellationTokenSource lost, CancellationToken done)
    {
        var begun = time.GetTimestamp();
        var wait = _length / 2;
        while (await SleptAsync(wait, done))
        {
            var asked = time.GetTimestamp();
            var (answered, renewed) = await TryRenewAsync(message, Left(begun));
            var isOver = Left(begun) <= TimeSpan.Zero;
            if (answered ? renewed is null : isOver)
            {
                Log.Lost(logger, queue, message.Id);
                await lost.CancelAsync();
                return null;
            }

            if (renewed is not null) (message, begun) = (renewed, asked);
            wait = renewed is null ? _length / 8 : _length / 2;
        }

        return message;
    }

    // The last moment is left out: by then the message may be visible to others already.
    private TimeSpan Left(long begun) => (_length * 7 / 8) - time.GetElapsedTime(begun);

    private async Task<bool> SleptAsync(TimeSpan wait, CancellationToken done)
    {
        await Task.Delay(wait, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !done.IsCancellationRequested;
    }

    // A queue that does not answer must not keep us from noticing that the time is over.
    private async Task<(bool Answered, TriggerMessage? Renewed)> TryRenewAsync(TriggerMessage message, TimeSpan left)
    {
        using var limit = new CancellationTokenSource(left > _length / 16 ? left : _length / 16, time);
        try
        {
            return (true, await messages.RenewAsync(queue, message, _length, limit.Token).WaitAsync(limit.Token));
        }
        catch (Exception error)
        {
            Log.NotRenewed(logger, queue, message.Id, error);
            return (false, null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {Message} of queue {Queue} was lost while it was worked on; the work is cancelled.")]
        public static partial void Lost(ILogger logger, string queue, string message);

        [LoggerMessage(2, LogLevel.Warning, "Message {Message} of queue {Queue} could not be renewed; it is tried again.")]
        public static partial void NotRenewed(ILogger logger, string queue, string message, Exception error);
    }
}
