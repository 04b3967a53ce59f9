using Aigc.Core.Storage;
using Aigc.Runtime.Dispatch.Queues;

namespace Aigc.Local.Hosting;

/// <summary>The product's work queue as the runtime's triggers see it.</summary>
internal sealed class TriggerQueue(IWorkQueue queue, TimeProvider time) : ITriggerQueue
{
    public int MaxDequeueCount => IWorkQueue.MaxDequeueCount;

    public async Task<IReadOnlyList<TriggerMessage>> ReceiveAsync(string name, int max, TimeSpan visibility, CancellationToken cancellationToken) =>
        [.. (await queue.ReceiveAsync(name, max, visibility, cancellationToken)).Select(message => new TriggerMessage(message.Id, message.Receipt, message.Body, message.DequeueCount))];

    public Task DeleteAsync(string name, TriggerMessage message, CancellationToken cancellationToken) => queue.DeleteAsync(name, Back(message), cancellationToken);

    public async Task<TriggerMessage?> RenewAsync(string name, TriggerMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        await queue.RenewAsync(name, Back(message), visibility, cancellationToken) is { } renewed ? message with { Receipt = renewed.Receipt } : null;

    private QueueMessage Back(TriggerMessage message) => new(message.Id, message.Receipt, message.Body, message.DequeueCount, time.GetUtcNow());
}
