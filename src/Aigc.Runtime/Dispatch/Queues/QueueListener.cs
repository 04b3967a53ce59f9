using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Dispatch.Queues;

/// <summary>Fetches batches for one function: the next one as soon as few enough are running, and ever more rarely while the queue is empty.</summary>
internal sealed partial class QueueListener(QueueMessageHandler handler, string queue, ITriggerQueue messages, HostJson host, TimeProvider time, ILogger<QueueListener> logger)
{
    private readonly List<Task> _running = [];

    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        try
        {
            await ListenAsync(stopping, abort);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Task.WhenAll(_running);
        }
    }

    private async Task ListenAsync(CancellationToken stopping, CancellationToken abort)
    {
        var pause = QueueLimits.MinPollingInterval;
        while (true)
        {
            await RoomAsync(stopping);
            var batch = await ReceiveAsync(stopping);
            _running.AddRange(batch.Select(message => handler.HandleAsync(message, abort)));
            if (batch.Count > 0)
            {
                pause = QueueLimits.MinPollingInterval;
                continue;
            }

            await Task.Delay(pause, time, stopping);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, host.Queues.MaxPollingInterval.Ticks));
        }
    }

    private async Task RoomAsync(CancellationToken stopping)
    {
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            _running.RemoveAll(task => task.IsCompleted);
            if (_running.Count <= host.Queues.Threshold) return;
            await Task.WhenAny(_running).WaitAsync(stopping);
        }
    }

    // A queue that cannot be reached looks empty: the listener backs off, and is there when the queue is back.
    private async Task<IReadOnlyList<TriggerMessage>> ReceiveAsync(CancellationToken stopping)
    {
        try
        {
            return await messages.ReceiveAsync(queue, host.Queues.BatchSize, QueueLimits.Lease, stopping);
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            Log.Unreachable(logger, queue, error);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The queue {Queue} could not be read.")]
        public static partial void Unreachable(ILogger logger, string queue, Exception error);
    }
}
