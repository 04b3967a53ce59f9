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
    private readonly TimeSpan _lease = services.GetRequiredService<HostJson>().Queues.Lease;
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();
    private readonly FunctionPipeline _pipeline = services.GetRequiredService<FunctionPipeline>();
    private readonly ILogger _logger = services.GetRequiredService<ILogger<QueueMessageHandler>>();

    /// <summary>Never throws: whatever goes wrong is logged, and the message comes back.</summary>
    public async Task HandleAsync(TriggerMessage message, CancellationToken abort)
    {
        using var done = new CancellationTokenSource();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(abort);
        var renewal = RenewAsync(message, lost, done.Token);
        try
        {
            await Task.Run(() => RunAsync(message, lost.Token), lost.Token);
            await done.CancelAsync();
            await _messages.DeleteAsync(queue, await renewal, abort);
        }
        catch (Exception error)
        {
            await done.CancelAsync();
            Log.Failed(_logger, entry.Name, message.Id, message.DequeueCount, error);
        }

        await renewal;
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

    // Renews at half time. A message that another has received meanwhile is given up, so that the two do not run on side by side.
    private async Task<TriggerMessage> RenewAsync(TriggerMessage message, CancellationTokenSource lost, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_lease / 2, _time, done);
                if (await _messages.RenewAsync(queue, message, _lease, CancellationToken.None) is { } renewed)
                {
                    message = renewed;
                    continue;
                }

                Log.Lost(_logger, entry.Name, message.Id);
                await lost.CancelAsync();
                return message;
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            return message;
        }
        catch (Exception error)
        {
            Log.NotRenewed(_logger, entry.Name, message.Id, error);
            return message;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} failed on message {Message} in try {Try}.")]
        public static partial void Failed(ILogger logger, string function, string message, int @try, Exception error);

        [LoggerMessage(2, LogLevel.Warning, "Function {Function} was too slow for message {Message}: another has received it.")]
        public static partial void Lost(ILogger logger, string function, string message);

        [LoggerMessage(3, LogLevel.Warning, "Message {Message} of function {Function} could not be renewed.")]
        public static partial void NotRenewed(ILogger logger, string function, string message, Exception error);
    }
}
