using System.Collections.Concurrent;
using Aigc.Runtime.Dispatch.Queues;

namespace Aigc.Workflow.Tests.Dispatch;

/// <summary>A queue that gives what it was given, once, and tells what became of it. Renewals do what the test says.</summary>
internal sealed class FakeQueue : ITriggerQueue
{
    private readonly ConcurrentQueue<TriggerMessage> _waiting = new();
    private int _receipts;

    public int MaxDequeueCount => 5;

    public ConcurrentQueue<TriggerMessage> Deleted { get; } = new();

    public ConcurrentQueue<string> Renewed { get; } = new();

    public ConcurrentQueue<int> Asked { get; } = new();

    /// <summary>By the number of the renewal, from 1: true renews, false says that another has the message, an exception is thrown, a task is awaited.</summary>
    public Func<int, object> OnRenewal { get; set; } = _ => true;

    public void Put(string body, int dequeueCount = 1) => _waiting.Enqueue(new(Guid.NewGuid().ToString("N"), "first", body, dequeueCount));

    public Task<IReadOnlyList<TriggerMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken)
    {
        Assert.Equal("orders", queue);
        Asked.Enqueue(max);
        var messages = new List<TriggerMessage>();
        while (messages.Count < max && _waiting.TryDequeue(out var message)) messages.Add(message);
        return Task.FromResult<IReadOnlyList<TriggerMessage>>(messages);
    }

    public Task DeleteAsync(string queue, TriggerMessage message, CancellationToken cancellationToken)
    {
        Deleted.Enqueue(message);
        return Task.CompletedTask;
    }

    public Task<TriggerMessage?> RenewAsync(string queue, TriggerMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        Renewed.Enqueue(message.Receipt);
        return OnRenewal(Renewed.Count) switch
        {
            Task<TriggerMessage?> answer => answer,
            Exception failure => Task.FromException<TriggerMessage?>(failure),
            false => Task.FromResult<TriggerMessage?>(null),
            _ => Task.FromResult<TriggerMessage?>(message with { Receipt = $"receipt {Interlocked.Increment(ref _receipts)}" }),
        };
    }
}
