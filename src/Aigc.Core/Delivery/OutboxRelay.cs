using System.Text.Json;
using Aigc.Core.Storage;

namespace Aigc.Core.Delivery;

/// <summary>Sends what waits in the outbox and is due: at least once each, under the same id each time.</summary>
public sealed class OutboxRelay(Outbox outbox, WebhookSender sender, IWorkQueue queue, TimeProvider time)
{
    /// <summary>Queue of batch events, as CloudEvents 1.0 JSON.</summary>
    public const string Queue = "batch-events";

    // Longer than one call may take: an event that a crashed relay had in hand is due again after it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private const int Concurrency = 8;

    /// <summary>One pass over the outbox; the number of events that were handed over. Passes may run beside each other.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken = default)
    {
        var (sent, continuation) = (0, (string?)null);
        do
        {
            var page = await outbox.WaitingAsync(continuation, cancellationToken);
            await TenantTurns.ForEachAsync(page.Records, Concurrency, async (record, token) =>
            {
                if (await TryAsync(record, token)) Interlocked.Increment(ref sent);
            }, cancellationToken);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return sent;
    }

    private async Task<bool> TryAsync(StoredRecord stored, CancellationToken cancellationToken)
    {
        var pending = Outbox.Read(stored);
        var now = time.GetUtcNow();
        if (pending.NextAttempt > now) return false;
        pending = pending with { NextAttempt = now + Lease };
        if (await outbox.SaveAsync(stored, pending, cancellationToken) is not { } held) return false;
        if (!pending.Queued)
        {
            await queue.SendAsync(Queue, JsonSerializer.Serialize(CloudEvent.Of(held.Partition, pending.Event), DeliveryJson.Default.CloudEvent), cancellationToken: cancellationToken);
            pending = pending with { Queued = true };
            if (await outbox.SaveAsync(held, pending, cancellationToken) is not { } queued) return false;
            held = queued;
        }
        var result = await sender.SendAsync(held.Partition, pending.Event, cancellationToken);
        return await SettleAsync(held, pending with { Attempts = pending.Attempts + 1, Failure = result.Failure }, result, cancellationToken);
    }

    private async Task<bool> SettleAsync(StoredRecord held, PendingEvent pending, SendResult result, CancellationToken cancellationToken)
    {
        if (result.Outcome == SendOutcome.Ok)
        {
            await outbox.SentAsync(held, pending, time.GetUtcNow(), cancellationToken);
            return true;
        }
        var wait = result.Outcome == SendOutcome.Failed ? RetrySchedule.After(pending.Attempts, result.RetryAfter, Random.Shared.NextDouble()) : null;
        if (wait is { } delay) await outbox.SaveAsync(held, pending with { NextAttempt = time.GetUtcNow() + delay }, cancellationToken);
        else await outbox.BuryAsync(held, pending, cancellationToken);
        return false;
    }
}
