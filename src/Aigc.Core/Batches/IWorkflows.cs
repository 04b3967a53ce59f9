namespace Aigc.Core.Batches;

/// <summary>The durable host as the product sees it: start, raise, ask.</summary>
public interface IWorkflows
{
    /// <summary>Starts an orchestration; nothing happens where the instance is already there.</summary>
    Task StartAsync(string orchestration, string instanceId, object input, CancellationToken cancellationToken = default);

    /// <summary>Raises an event; an instance that is gone swallows it, since the decision itself is stored.</summary>
    Task RaiseAsync(string instanceId, string eventName, object? payload = null, CancellationToken cancellationToken = default);

    Task<bool> ExistsAsync(string instanceId, CancellationToken cancellationToken = default);
}
