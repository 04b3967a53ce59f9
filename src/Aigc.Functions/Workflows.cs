using Aigc.Core.Batches;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Functions;

/// <summary>The product's view of the durable host, over the client that a function was given.</summary>
public sealed class Workflows(DurableTaskClient client) : IWorkflows
{
    public async Task StartAsync(string orchestration, string instanceId, object input, CancellationToken cancellationToken = default)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestration, input, new StartOrchestrationOptions(instanceId), cancellationToken);
        }
        // Two submissions under one key at once: the other one has started it.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!await ExistsAsync(instanceId, cancellationToken)) throw;
        }
    }

    public async Task RaiseAsync(string instanceId, string eventName, object? payload = null, CancellationToken cancellationToken = default)
    {
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is { IsCompleted: false }) await client.RaiseEventAsync(instanceId, eventName, payload, cancellationToken);
    }

    public async Task<bool> ExistsAsync(string instanceId, CancellationToken cancellationToken = default) => await client.GetInstanceAsync(instanceId, cancellationToken) is not null;
}
