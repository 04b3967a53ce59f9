using Aigc.Runtime.Dispatch.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aigc.Runtime.Dispatch.Queues;

/// <summary>Listens to the queue of every queue trigger while the host runs.</summary>
internal sealed class QueueTriggers(FunctionCatalog catalog, SettingExpressions settings, HostJson host, IServiceProvider services) : BackgroundService
{
    private readonly CancellationTokenSource _abort = new();
    private List<QueueListener> _listeners = [];

    /// <summary>Takes no new messages, and waits for those at work; past the shutdown time-out they are cancelled and come back later.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var late = cancellationToken.Register(_abort.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _abort.Dispose();
        base.Dispose();
    }

    /// <exception cref="InvalidOperationException">host.json promises another number of tries than the queue gives.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _listeners = [.. catalog.Of<QueueTriggerAttribute>().Select(function => Listener(function.Entry, function.Trigger))];
        if (_listeners.Count > 0 && services.GetRequiredService<ITriggerQueue>().MaxDequeueCount is var tries && tries != host.Queues.MaxDequeueCount)
            throw new InvalidOperationException($"host.json gives a message {host.Queues.MaxDequeueCount} tries (maxDequeueCount), the queue {tries}.");
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.WhenAll(_listeners.Select(listener => listener.RunAsync(stoppingToken, _abort.Token)));

    private QueueListener Listener(FunctionEntry entry, QueueTriggerAttribute trigger)
    {
        var binder = new ParameterBinder(entry, QueueMessageHandler.Names);
        var queue = settings.Resolve(entry.Name, trigger.QueueName);
        var handler = ActivatorUtilities.CreateInstance<QueueMessageHandler>(services, entry, binder, queue);
        return ActivatorUtilities.CreateInstance<QueueListener>(services, handler, queue);
    }
}
