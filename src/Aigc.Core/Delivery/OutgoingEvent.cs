using System.Text.Json;

namespace Aigc.Core.Delivery;

/// <summary>Something that the tenant's systems are told.</summary>
/// <param name="Id">Made from what happened, not drawn, so that a repeated step adds no second event: 1 to 100 of [A-Za-z0-9_-]. It is the <c>webhook-id</c>.</param>
/// <param name="Type">Such as <c>aigc.batch.completed</c>. Those that begin with <c>aigc.batch.</c> go to the queue <c>batch-events</c> as well.</param>
/// <param name="Data">A JSON object; the whole event stays under 20 KB.</param>
public sealed record OutgoingEvent(string Id, string Type, DateTimeOffset At, JsonElement Data)
{
    /// <summary>What the event is about: the batch.</summary>
    public string? Subject { get; init; }

    /// <summary>The recipe's address; null: the tenant's, if it has one.</summary>
    public string? WebhookUrl { get; init; }
}

/// <summary>An event on its way.</summary>
/// <param name="Attempts">Calls made so far.</param>
/// <param name="Queued">It lies in the queue already, or does not belong there.</param>
/// <param name="Failure">What the last call came to.</param>
internal sealed record PendingEvent(OutgoingEvent Event, DateTimeOffset NextAttempt, int Attempts, bool Queued, string? Failure = null);

/// <summary>What is kept of a sent event: enough to know it again. Its data, which may hold tokens, is not.</summary>
internal sealed record SentEvent(string Type, DateTimeOffset SentAt, int Attempts);

/// <summary>An event that could not be handed over.</summary>
public sealed record DeadEvent(string Id, string Type, int Attempts, string? Failure);
