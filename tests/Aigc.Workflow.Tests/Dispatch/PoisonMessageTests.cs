using Aigc.Testing.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Workflow.Tests.Dispatch;

/// <summary>Messages that cannot be handled, over a queue that counts tries.</summary>
public sealed class PoisonMessageTests
{
    private const string Limits = """{ "queues": { "visibilityTimeout": "00:00:10", "maxPollingInterval": "00:00:02" } }""";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = DispatchHost.At(10, 0);
    private readonly InMemoryWorkQueue _queue;

    public PoisonMessageTests() => _queue = new(_time);

    [Fact]
    public async Task A_message_is_tried_five_times_with_a_pause_between_and_ends_in_the_poison_queue()
    {
        await _queue.SendAsync("letters", "boom");
        await using var host = await DispatchHost.StartAsync(Limits, new SharedQueue(_queue), _time);
        host.Probe.Failure = new InvalidOperationException("no");
        host.Probe.Go(100);

        await host.PassTimeUntilAsync(() => Count("letters-poison") == 1, Second);

        var tries = host.Probe.Seen.Cast<ProbeFunctions.Letter>().ToList();
        Assert.Equal([1, 2, 3, 4, 5], tries.Select(letter => letter.DequeueCount));
        Assert.Single(tries.Select(letter => (letter.Id, letter.Body)).Distinct());
        Assert.All(tries.Zip(tries.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromSeconds(10)));
        Assert.Equal(0, Count("letters"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[1,2]")]
    [InlineData("{\"name\":\"a\",\"count\":\"many\"}")]
    [InlineData("\0\uFFFD\u0001")]
    public async Task A_message_that_cannot_be_read_ends_in_the_poison_queue_and_never_reaches_the_function(string body)
    {
        await _queue.SendAsync("orders", body);
        await using var host = await DispatchHost.StartAsync(Limits, new SharedQueue(_queue), _time);

        await host.PassTimeUntilAsync(() => Count("orders-poison") == 1, Second);

        Assert.Empty(host.Probe.Seen);
        Assert.Equal(0, Count("orders"));
    }

    [Fact]
    public async Task A_message_that_outlives_its_lease_is_not_run_a_second_time_beside_the_first()
    {
        await _queue.SendAsync("letters", "slow");
        await using var host = await DispatchHost.StartAsync(Limits, new SharedQueue(_queue), _time);
        await host.Probe.EnteredAsync();
        var begun = _time.GetUtcNow();

        await host.PassTimeUntilAsync(() => _time.GetUtcNow() - begun > TimeSpan.FromMinutes(2), Second);
        host.Probe.Go();
        await host.PassTimeUntilAsync(() => Count("letters") == 0, TimeSpan.Zero);

        Assert.Equal(1, Assert.IsType<ProbeFunctions.Letter>(Assert.Single(host.Probe.Seen)).DequeueCount);
        Assert.Equal(0, Count("letters-poison"));
    }

    private long Count(string queue) => _queue.CountAsync(queue).Result;
}
