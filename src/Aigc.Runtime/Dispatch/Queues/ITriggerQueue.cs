namespace Aigc.Runtime.Dispatch.Queues;

/// <summary>
/// Where queue triggers get their messages from. At least once: a received message is hidden for its visibility and comes back unless deleted.
/// The dispatcher leaves a message that failed where it is. Counting the tries, and moving a message away after the last, is the queue's job.
/// </summary>
public interface ITriggerQueue
{
    /// <summary>Tries that the queue gives a message before it moves it away.</summary>
    int MaxDequeueCount { get; }

    /// <summary>Up to <paramref name="max"/> (1 to 32) messages; none: an empty list, at once.</summary>
    Task<IReadOnlyList<TriggerMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Does nothing where the receipt is stale.</summary>
    Task DeleteAsync(string queue, TriggerMessage message, CancellationToken cancellationToken);

    /// <summary>Hides the message for longer; the message with its new receipt, or null where another has received it since.</summary>
    Task<TriggerMessage?> RenewAsync(string queue, TriggerMessage message, TimeSpan visibility, CancellationToken cancellationToken);
}

/// <param name="Receipt">Proves that the message is still ours; changes on renewal.</param>
/// <param name="DequeueCount">1 on the first try.</param>
public sealed record TriggerMessage(string Id, string Receipt, string Body, int DequeueCount);
