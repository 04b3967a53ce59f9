using System.Collections.Concurrent;
using Aigc.Runtime.Dispatch.Queues;

namespace Aigc.Workflow.Tests.Dispatch;

/// <summary>A queue that gives what it was given, once, to whoever asks for orders, and tells what became of it. Renewals do what the test says.</summary>
internal sealed class FakeQueue : ITriggerQueue
{
    private readonly ConcurrentQueue<TriggerMessage> _waiting = new();
    private int _receipts;

    public int MaxDequeueCount => 5;

    public ConcurrentQueue<TriggerMessage> Deleted { get; } = new();

    public ConcurrentQueue<string> Renewed { get; } = new();

    /// <summary>For how long each renewal hides its message.</summary>
    public ConcurrentQueue<TimeSpan> Hidden { get; } = new();

    public ConcurrentQueue<int> Asked { get; } = new();

    /// <summary>By the number of the look, from 1: an exception that it throws, or null.</summary>
    public Func<int, Exception?> OnLook { get; set; } = _ => null;

    /// <summary>By the number of the renewal, from 1: true renews, false says that another has the message, an exception is thrown, a task is awaited.</summary>
    public Func<int, object> OnRenewal { get; set; } = _ => true;

    public void Put(string body, int dequeueCount = 1) => _waiting.Enqueue(new(Guid.NewGuid().ToString("N"), "first", body, dequeueCount));

    public Task<IReadOnlyList<TriggerMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken)
    {
        if (queue != "orders") return Task.FromResult<IReadOnlyList<TriggerMessage>>([]);
        Asked.Enqueue(max);
        if (OnLook(Asked.Count) is { } failure) return Task.FromException<IReadOnlyList<TriggerMessage>>(failure);
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
        Hidden.Enqueue(visibility);
        return OnRenewal(Renewed.Count) switch
        {
            Task<TriggerMessage?> answer => answer,
            Exception failure => Task.FromException<TriggerMessage?>(failure),
            false => Task.FromResult<TriggerMessage?>(null),
            _ => Task.FromResult<TriggerMessage?>(message with { Receipt = $"receipt {Interlocked.Increment(ref _receipts)}" }),
        };
    }
}
