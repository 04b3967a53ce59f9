using Aigc.Runtime.Dispatch.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Dispatch.Queues;

/// <summary>Runs a function for one message: deleted on success, left to come back on failure, kept hidden meanwhile.</summary>
internal sealed partial class QueueMessageHandler(FunctionEntry entry, ParameterBinder binder, string queue, IServiceProvider services)
{
    /// <summary>Properties of the message that parameters may take by name.</summary>
    public static readonly string[] Names = ["id", "dequeueCount", "popReceipt"];

    private readonly ITriggerQueue _messages = services.GetRequiredService<ITriggerQueue>();
    private readonly TimeSpan _pause = services.GetRequiredService<HostJson>().Queues.VisibilityTimeout;
    private readonly MessageLease _lease = ActivatorUtilities.CreateInstance<MessageLease>(services, queue);
    private readonly FunctionPipeline _pipeline = services.GetRequiredService<FunctionPipeline>();
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();
    private readonly ILogger _logger = services.GetRequiredService<ILogger<QueueMessageHandler>>();

    /// <summary>Never throws: whatever goes wrong is logged, and the message comes back.</summary>
    public async Task HandleAsync(TriggerMessage message, CancellationToken abort)
    {
        using var done = new CancellationTokenSource();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(abort);
        var held = _lease.HoldAsync(message, lost, done.Token);
        try
        {
            await Task.Run(() => RunPatientlyAsync(message, lost.Token), lost.Token);
            await done.CancelAsync();
            // A message that was lost is another's to delete. One that is done is deleted even while the host stops.
            if (await held is { } mine) await _messages.DeleteAsync(queue, mine, CancellationToken.None);
        }
        catch (Exception error)
        {
            await done.CancelAsync();
            Log.Failed(_logger, entry.Name, message.Id, message.DequeueCount, error);
            if (await held is { } mine) await ReleaseAsync(mine);
        }
    }

    // The next try is for whoever comes first, after the pause of host.json. Where that fails, it is for when the lease is over.
    private async Task ReleaseAsync(TriggerMessage message)
    {
        try
        {
            await _messages.RenewAsync(queue, message, _pause, CancellationToken.None);
        }
        catch (Exception error)
        {
            Log.NotReleased(_logger, entry.Name, message.Id, error);
        }
    }

    // While the engine takes nothing new, the message stays ours, and so does its place: a full engine slows its queue down, and no try is used up.
    private async Task RunPatientlyAsync(TriggerMessage message, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await RunAsync(message, cancellationToken);
                return;
            }
            catch (EngineOverloadedException overload)
            {
                Log.Waits(_logger, entry.Name, message.Id, overload.Message);
                await Task.Delay(overload.RetryAfter, _time, cancellationToken);
            }
        }
    }

    private async Task RunAsync(TriggerMessage message, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["id"] = message.Id,
            ["dequeueCount"] = message.DequeueCount,
            ["popReceipt"] = message.Receipt,
        };
        var value = MessageReader.Read(message.Body, entry.TriggerParameter.ParameterType);
        var context = new InvocationContext(entry, scope.ServiceProvider, new TriggerInput(value, data, new InvocationTrace()), cancellationToken);
        await _pipeline.RunAsync(context, binder);
    }

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Information, "Function {Function} waits with message {Message}: {Reason}")]
        public static partial void Waits(ILogger logger, string function, string message, string reason);

        [LoggerMessage(1, LogLevel.Error, "Function {Function} failed on message {Message} in try {Try}.")]
        public static partial void Failed(ILogger logger, string function, string message, int @try, Exception error);

        [LoggerMessage(2, LogLevel.Warning, "Message {Message}, on which function {Function} failed, could not be released; it comes back when its lease is over.")]
        public static partial void NotReleased(ILogger logger, string function, string message, Exception error);
    }
}
