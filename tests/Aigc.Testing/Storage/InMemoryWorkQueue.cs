using Aigc.Core.Storage;

namespace Aigc.Testing.Storage;

/// <summary>A work queue in memory that keeps the promises of the port: hidden while worked on, back after the time-out, poison after five tries.</summary>
public sealed class InMemoryWorkQueue(TimeProvider? time = null) : IWorkQueue
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Entry>> _queues = [];
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    public Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellationToken = default)
    {
        var now = _time.GetUtcNow();
        lock (_lock) Of(queue).Add(new(Guid.NewGuid().ToString("N"), body, now) { VisibleAt = now + (delay ?? TimeSpan.Zero) });
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        var now = _time.GetUtcNow();
        var received = new List<QueueMessage>();
        lock (_lock)
        {
            foreach (var entry in Of(queue).Where(entry => entry.VisibleAt <= now).ToList())
            {
                if (received.Count == max) break;
                if (entry.DequeueCount == IWorkQueue.MaxDequeueCount) Bury(queue, entry, now);
                else received.Add(entry.Take(now + visibility));
            }
        }
        return Task.FromResult<IReadOnlyList<QueueMessage>>(received);
    }

    public Task<bool> DeleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken = default)
    {
        lock (_lock) return Task.FromResult(Of(queue).RemoveAll(entry => entry.Id == message.Id && entry.Receipt == message.Receipt) > 0);
    }

    public Task<QueueMessage?> RenewAsync(string queue, QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var entry = Of(queue).Find(entry => entry.Id == message.Id && entry.Receipt == message.Receipt);
            return Task.FromResult(entry?.Renew(_time.GetUtcNow() + visibility));
        }
    }

    public Task<long> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        lock (_lock) return Task.FromResult((long)Of(queue).Count);
    }

    private void Bury(string queue, Entry entry, DateTimeOffset now)
    {
        Of(queue).Remove(entry);
        Of(IWorkQueue.PoisonOf(queue)).Add(new(entry.Id, entry.Body, now) { VisibleAt = now });
    }

    private List<Entry> Of(string queue) => _queues.TryGetValue(queue, out var entries) ? entries : _queues[queue] = [];

    private sealed class Entry(string id, string body, DateTimeOffset insertedAt)
    {
        public string Id => id;
        public string Body => body;
        public string Receipt { get; private set; } = "";
        public int DequeueCount { get; private set; }
        public DateTimeOffset VisibleAt { get; set; }

        public QueueMessage Take(DateTimeOffset visibleAt)
        {
            DequeueCount++;
            return Renew(visibleAt);
        }

        public QueueMessage Renew(DateTimeOffset visibleAt)
        {
            VisibleAt = visibleAt;
            Receipt = Guid.NewGuid().ToString("N");
            return new(id, Receipt, body, DequeueCount, insertedAt);
        }
    }
}
