namespace Aigc.Core.Storage;

/// <summary>At-least-once messages. A received message is hidden for a while; it comes back unless deleted, and moves to the queue's poison queue after five tries.</summary>
public interface IWorkQueue
{
    /// <summary>Name of the queue that holds what could not be handled.</summary>
    static string PoisonOf(string queue) => queue + "-poison";

    const int MaxDequeueCount = 5;

    /// <param name="body">Up to 48 KB of UTF-8.</param>
    Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellationToken = default);

    /// <summary>Up to <paramref name="max"/> (1 to 32) messages; none: an empty list, at once. A message on its sixth try is moved to the poison queue instead.</summary>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken = default);

    /// <summary>False where the receipt is stale: the message was received again by another.</summary>
    Task<bool> DeleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken = default);

    /// <summary>Hides the message for longer; the message with its new receipt, or null where the receipt is stale.</summary>
    Task<QueueMessage?> RenewAsync(string queue, QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default);

    /// <summary>Approximate number of messages, hidden ones included.</summary>
    Task<long> CountAsync(string queue, CancellationToken cancellationToken = default);
}

/// <param name="DequeueCount">1 on the first try.</param>
public sealed record QueueMessage(string Id, string Receipt, string Body, int DequeueCount, DateTimeOffset InsertedAt);
