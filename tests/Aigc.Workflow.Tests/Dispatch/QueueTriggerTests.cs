using Aigc.Runtime;

namespace Aigc.Workflow.Tests.Dispatch;

public sealed class QueueTriggerTests
{
    private const string Order = """{"name":"a","count":2}""";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeQueue _queue = new();

    [Fact]
    public async Task A_message_reaches_the_function_as_its_type_and_is_deleted_when_it_is_done()
    {
        _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync(queue: _queue);
        await host.Probe.EnteredAsync();
        Assert.Empty(_queue.Deleted);

        host.Probe.Go();

        await host.PassTimeUntilAsync(() => _queue.Deleted.Count == 1, TimeSpan.Zero);
        Assert.Equal(new ProbeFunctions.Order("a", 2), host.Probe.Seen.Single());
    }

    [Fact]
    public async Task A_message_on_which_the_function_fails_stays_in_the_queue_and_others_go_on()
    {
        _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync(queue: _queue);
        await host.Probe.EnteredAsync();
        host.Probe.Failure = new InvalidOperationException("no");
        host.Probe.Go();
        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 1, TimeSpan.Zero);

        _queue.Put("""{"name":"b","count":1}""");
        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 2, Second);
        host.Probe.Failure = null;
        host.Probe.Go();
        await host.PassTimeUntilAsync(() => _queue.Deleted.Count == 1, TimeSpan.Zero);

        Assert.Contains("b", _queue.Deleted.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_waits_in_its_place_while_the_engine_takes_nothing_new_and_uses_up_no_try()
    {
        _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync(queue: _queue);
        await host.Probe.EnteredAsync();
        host.Probe.Failure = new EngineOverloadedException("full", Second);
        host.Probe.Go(3);
        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 4, Second);
        Assert.Empty(_queue.Deleted);
        Assert.DoesNotContain(TimeSpan.Zero, _queue.Hidden);

        host.Probe.Failure = null;
        host.Probe.Go();

        await host.PassTimeUntilAsync(() => _queue.Deleted.Count == 1, Second);
        Assert.Equal(1, _queue.Deleted.Single().DequeueCount);
    }

    [Fact]
    public async Task A_message_that_failed_is_released_for_after_the_pause_of_host_json()
    {
        _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync("""{ "queues": { "visibilityTimeout": "00:00:07" } }""", _queue);
        await host.Probe.EnteredAsync();
        host.Probe.Failure = new InvalidOperationException("no");
        host.Probe.Go();

        await host.PassTimeUntilAsync(() => !_queue.Hidden.IsEmpty, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(7), _queue.Hidden.Single());
    }

    [Fact]
    public async Task A_slow_message_is_kept_hidden_and_deleted_by_its_latest_receipt()
    {
        _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync(queue: _queue);
        await host.Probe.EnteredAsync();

        await host.PassTimeUntilAsync(() => _queue.Renewed.Count == 3, Second);
        host.Probe.Go();
        await host.PassTimeUntilAsync(() => _queue.Deleted.Count == 1, TimeSpan.Zero);

        Assert.Equal(["first", "receipt 1", "receipt 2"], _queue.Renewed.Take(3));
        Assert.StartsWith("receipt", _queue.Deleted.Single().Receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_on_a_message_that_another_has_received_is_cancelled_and_the_message_left_to_the_other()
    {
        _queue.OnRenewal = _ => false;
        _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync(queue: _queue);
        await host.Probe.EnteredAsync();

        await host.PassTimeUntilAsync(() => !_queue.Renewed.IsEmpty, Second);

        await host.Probe.CancelledAsync();
        Assert.Empty(_queue.Deleted);
    }

    [Fact]
    public async Task No_more_are_fetched_than_host_json_allows()
    {
        for (var i = 0; i < 20; i++) _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync("""{ "queues": { "batchSize": 4, "newBatchThreshold": 0 } }""", _queue);
        for (var i = 0; i < 4; i++) await host.Probe.EnteredAsync();

        Assert.All(_queue.Asked, asked => Assert.Equal(4, asked));
        Assert.Equal(4, host.Probe.Seen.Count);

        host.Probe.Go(20);
        await host.PassTimeUntilAsync(() => _queue.Deleted.Count == 20, TimeSpan.Zero);
        Assert.Equal(4, host.Probe.Peak);
    }

    [Fact]
    public async Task More_are_fetched_once_few_enough_are_at_work()
    {
        for (var i = 0; i < 20; i++) _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync("""{ "queues": { "batchSize": 4, "newBatchThreshold": 2 } }""", _queue);
        for (var i = 0; i < 4; i++) await host.Probe.EnteredAsync();

        host.Probe.Go();
        await host.PassTimeUntilAsync(() => _queue.Deleted.Count == 1, TimeSpan.Zero);
        Assert.Equal(4, host.Probe.Seen.Count);

        host.Probe.Go();
        await host.PassTimeUntilAsync(() => host.Probe.Seen.Count == 8, TimeSpan.Zero);
        Assert.Equal(6, host.Probe.Peak);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_reached_is_asked_again()
    {
        _queue.OnLook = look => look <= 3 ? new IOException("the queue is away") : null;
        _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync(queue: _queue);
        host.Probe.Go();

        await host.PassTimeUntilAsync(() => _queue.Deleted.Count == 1, Second);
    }

    [Fact]
    public async Task An_empty_queue_is_asked_ever_more_rarely_up_to_the_longest_pause()
    {
        await using var host = await DispatchHost.StartAsync("""{ "queues": { "maxPollingInterval": "00:00:10" } }""", _queue);
        await host.PassTimeUntilAsync(() => _queue.Asked.Count > 12, Second);
        var (asked, begun) = (_queue.Asked.Count, host.Time.GetUtcNow());

        await host.PassTimeUntilAsync(() => _queue.Asked.Count == asked + 6, Second);

        Assert.True(host.Time.GetUtcNow() - begun >= TimeSpan.FromSeconds(50));
    }

    [Fact]
    public async Task A_host_does_not_start_where_host_json_and_the_queue_differ_on_the_number_of_tries()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => DispatchHost.StartAsync("""{ "queues": { "maxDequeueCount": 9 } }""", _queue));

        Assert.Contains("9 tries", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_has_to_stop_now_cancels_what_is_at_work_and_leaves_it_to_be_tried_again()
    {
        _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync(queue: _queue);
        await host.Probe.EnteredAsync();

        try
        {
            await host.StopAsync(new(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // It was told not to wait.
        }

        await host.Probe.CancelledAsync();
        await host.PassTimeUntilAsync(() => !_queue.Hidden.IsEmpty, TimeSpan.Zero);
        Assert.Empty(_queue.Deleted);
    }

    [Fact]
    public async Task A_host_that_has_stopped_takes_no_more_messages()
    {
        await using var host = await DispatchHost.StartAsync(queue: _queue);
        await host.PassTimeUntilAsync(() => !_queue.Asked.IsEmpty, Second);
        await host.StopAsync();
        var asked = _queue.Asked.Count;

        _queue.Put(Order);
        for (var i = 0; i < 20; i++) host.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(asked, _queue.Asked.Count);
    }

    [Fact]
    public async Task A_host_that_stops_waits_for_what_is_at_work()
    {
        _queue.Put(Order);
        await using var host = await DispatchHost.StartAsync(queue: _queue);
        await host.Probe.EnteredAsync();

        var stopping = host.StopAsync();
        Assert.False(stopping.IsCompleted);
        host.Probe.Go();
        await stopping.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Single(_queue.Deleted);
    }
}
