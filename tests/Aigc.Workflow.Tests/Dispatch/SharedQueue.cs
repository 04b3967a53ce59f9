using Aigc.Core.Storage;
using Aigc.Runtime.Dispatch.Queues;

namespace Aigc.Workflow.Tests.Dispatch;

/// <summary>A work queue that keeps the promises of its port, as triggers see it.</summary>
internal sealed class SharedQueue(IWorkQueue queue) : ITriggerQueue
{
    public int MaxDequeueCount => IWorkQueue.MaxDequeueCount;

    public async Task<IReadOnlyList<TriggerMessage>> ReceiveAsync(string name, int max, TimeSpan visibility, CancellationToken cancellationToken) =>
        [.. (await queue.ReceiveAsync(name, max, visibility, cancellationToken)).Select(message => new TriggerMessage(message.Id, message.Receipt, message.Body, message.DequeueCount))];

    public Task DeleteAsync(string name, TriggerMessage message, CancellationToken cancellationToken) => queue.DeleteAsync(name, Back(message), cancellationToken);

    public async Task<TriggerMessage?> RenewAsync(string name, TriggerMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        await queue.RenewAsync(name, Back(message), visibility, cancellationToken) is { } renewed ? message with { Receipt = renewed.Receipt } : null;

    private static QueueMessage Back(TriggerMessage message) => new(message.Id, message.Receipt, message.Body, message.DequeueCount, default);
}
