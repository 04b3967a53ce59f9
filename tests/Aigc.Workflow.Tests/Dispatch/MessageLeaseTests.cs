using Aigc.Runtime.Dispatch;
using Aigc.Runtime.Dispatch.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Workflow.Tests.Dispatch;

public sealed class MessageLeaseTests : IDisposable
{
    private static readonly TimeSpan Length = QueueLimits.Lease;
    private readonly FakeTimeProvider _time = new();
    private readonly FakeQueue _queue = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _done = new();

    public void Dispose()
    {
        _lost.Dispose();
        _done.Dispose();
    }

    [Fact]
    public async Task A_message_is_renewed_at_half_time_again_and_again()
    {
        var held = Hold();

        for (var i = 0; i < 4; i++) await PassAsync(Length / 2);
        await _done.CancelAsync();

        Assert.Equal(["first", "receipt 1", "receipt 2", "receipt 3"], _queue.Renewed);
        Assert.Equal("receipt 4", (await held)!.Receipt);
        Assert.False(_lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again_while_the_message_is_still_ours()
    {
        _queue.OnRenewal = number => number <= 2 ? new IOException("the queue is away") : true;
        var held = Hold();

        await PassAsync(Length / 2);
        await PassAsync(Length / 8);
        Assert.Equal(2, _queue.Renewed.Count);
        await PassAsync(Length / 8);
        Assert.Equal(3, _queue.Renewed.Count);

        // From here the new lease counts.
        await PassAsync(Length / 4);
        Assert.Equal(3, _queue.Renewed.Count);
        await _done.CancelAsync();
        Assert.Equal("receipt 1", (await held)!.Receipt);
        Assert.False(_lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Where_no_renewal_gets_through_the_work_is_cancelled_before_the_message_shows_up_elsewhere()
    {
        _queue.OnRenewal = _ => new IOException("the queue is away");
        var held = Hold();

        await PassAsync(Length / 2);
        await PassAsync(Length / 8);
        await PassAsync(Length / 8);
        Assert.False(_lost.IsCancellationRequested);
        await PassAsync(Length / 8);

        Assert.True(_lost.IsCancellationRequested);
        Assert.Null(await held);
    }

    [Fact]
    public async Task A_queue_that_does_not_answer_is_not_waited_for_past_the_end()
    {
        _queue.OnRenewal = _ => new TaskCompletionSource<TriggerMessage?>().Task;
        var held = Hold();

        await PassAsync(Length / 2);
        await PassAsync(Length / 4);
        Assert.False(_lost.IsCancellationRequested);
        await PassAsync(Length / 8);

        Assert.True(_lost.IsCancellationRequested);
        Assert.Null(await held);
    }

    [Fact]
    public async Task A_message_that_another_has_received_is_lost_at_once()
    {
        _queue.OnRenewal = _ => false;
        var held = Hold();

        await PassAsync(Length / 2);

        Assert.True(_lost.IsCancellationRequested);
        Assert.Null(await held);
    }

    // The lease and the clock run away from the test's own context: there what a timer sets off runs before the clock's call returns,
    // with it each continuation would be queued, and the next line might look too early.
    private Task PassAsync(TimeSpan time) => Task.Run(() => _time.Advance(time));

    private Task<TriggerMessage?> Hold()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        return new MessageLease("orders", _queue, _time, NullLogger<MessageLease>.Instance).HoldAsync(new("id", "first", "{}", 1), _lost, _done.Token);
    }
}
