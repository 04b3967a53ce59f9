using Aigc.Core.Storage;

namespace Aigc.Core.Tests.Storage;

/// <summary>What every work queue promises. A backend's suite is a subclass that hands in its queue and lets time pass.</summary>
public abstract class WorkQueueContract
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private readonly string _queue = $"q{Guid.NewGuid():N}";

    protected abstract IWorkQueue Queue { get; }

    /// <summary>Lets a little more than one second pass, on whatever clock the backend has.</summary>
    protected abstract Task SecondPassesAsync();

    [Fact]
    public async Task An_empty_queue_gives_nothing_at_once()
    {
        Assert.Empty(await Queue.ReceiveAsync(_queue, 32, Long));
        Assert.Equal(0, await Queue.CountAsync(_queue));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("""{"html":"<b>&amp;</b>","wide":"白底图👗"}""")]
    public async Task A_message_arrives_as_it_was_sent(string body)
    {
        await Queue.SendAsync(_queue, body);

        var message = Assert.Single(await Queue.ReceiveAsync(_queue, 32, Long));

        Assert.Equal((body, 1), (message.Body, message.DequeueCount));
    }

    [Fact]
    public async Task A_body_of_48_KB_fits_and_a_longer_one_is_refused()
    {
        var body = new string('x', 48 * 1024);
        await Queue.SendAsync(_queue, body);

        Assert.Equal(body, Assert.Single(await Queue.ReceiveAsync(_queue, 1, Long)).Body);
        await Assert.ThrowsAsync<ArgumentException>(() => Queue.SendAsync(_queue, body + "x"));
    }

    [Fact]
    public async Task A_received_message_is_hidden_and_still_counts()
    {
        await Queue.SendAsync(_queue, "one");
        await Queue.ReceiveAsync(_queue, 1, Long);

        Assert.Empty(await Queue.ReceiveAsync(_queue, 1, Long));
        Assert.Equal(1, await Queue.CountAsync(_queue));
    }

    [Fact]
    public async Task A_message_that_was_not_deleted_comes_back()
    {
        await Queue.SendAsync(_queue, "one");
        var first = Assert.Single(await Queue.ReceiveAsync(_queue, 1, Short));

        await SecondPassesAsync();

        var again = Assert.Single(await Queue.ReceiveAsync(_queue, 1, Long));
        Assert.Equal((first.Id, "one", 2), (again.Id, again.Body, again.DequeueCount));
    }

    [Fact]
    public async Task A_deleted_message_is_gone()
    {
        await Queue.SendAsync(_queue, "one");
        var message = Assert.Single(await Queue.ReceiveAsync(_queue, 1, Short));

        Assert.True(await Queue.DeleteAsync(_queue, message));
        await SecondPassesAsync();

        Assert.Empty(await Queue.ReceiveAsync(_queue, 1, Long));
        Assert.False(await Queue.DeleteAsync(_queue, message));
    }

    [Fact]
    public async Task A_stale_receipt_neither_deletes_nor_renews()
    {
        await Queue.SendAsync(_queue, "one");
        var slow = Assert.Single(await Queue.ReceiveAsync(_queue, 1, Short));
        await SecondPassesAsync();
        var owner = Assert.Single(await Queue.ReceiveAsync(_queue, 1, Long));

        Assert.False(await Queue.DeleteAsync(_queue, slow));
        Assert.Null(await Queue.RenewAsync(_queue, slow, Long));
        Assert.True(await Queue.DeleteAsync(_queue, owner));
    }

    [Fact]
    public async Task A_renewed_message_stays_hidden_with_a_new_receipt_and_keeps_its_body()
    {
        await Queue.SendAsync(_queue, "one");
        var received = Assert.Single(await Queue.ReceiveAsync(_queue, 1, Short));

        var renewed = await Queue.RenewAsync(_queue, received, TimeSpan.FromSeconds(2));
        await SecondPassesAsync();
        Assert.Empty(await Queue.ReceiveAsync(_queue, 1, Long));
        Assert.False(await Queue.DeleteAsync(_queue, received));

        await SecondPassesAsync();
        var again = Assert.Single(await Queue.ReceiveAsync(_queue, 1, Long));
        Assert.Equal((renewed!.Id, "one", 2), (again.Id, again.Body, again.DequeueCount));
    }

    [Fact]
    public async Task A_delayed_message_is_not_seen_before_its_time()
    {
        await Queue.SendAsync(_queue, "later", delay: Short);

        Assert.Empty(await Queue.ReceiveAsync(_queue, 1, Long));
        await SecondPassesAsync();
        Assert.Equal("later", Assert.Single(await Queue.ReceiveAsync(_queue, 1, Long)).Body);
    }

    [Fact]
    public async Task After_exactly_five_tries_a_message_lies_in_the_poison_queue_with_its_body()
    {
        await Queue.SendAsync(_queue, "bad");
        for (var attempt = 1; attempt <= IWorkQueue.MaxDequeueCount; attempt++)
        {
            Assert.Equal(attempt, Assert.Single(await Queue.ReceiveAsync(_queue, 1, Short)).DequeueCount);
            Assert.Equal(0, await Queue.CountAsync(IWorkQueue.PoisonOf(_queue)));
            await SecondPassesAsync();
        }

        Assert.Empty(await Queue.ReceiveAsync(_queue, 1, Short));

        Assert.Equal(0, await Queue.CountAsync(_queue));
        var buried = Assert.Single(await Queue.ReceiveAsync(IWorkQueue.PoisonOf(_queue), 1, Long));
        Assert.Equal(("bad", 1), (buried.Body, buried.DequeueCount));
    }

    [Fact]
    public async Task Many_receivers_share_the_messages_without_taking_one_twice()
    {
        for (var i = 0; i < 60; i++) await Queue.SendAsync(_queue, $"{i}");

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => DrainAsync(_queue))));

        Assert.Equal(Enumerable.Range(0, 60), taken.SelectMany(bodies => bodies).Select(int.Parse).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public async Task A_receiver_takes_1_to_32_at_a_time(int max) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.ReceiveAsync(_queue, max, Long));

    private async Task<List<string>> DrainAsync(string queue)
    {
        var bodies = new List<string>();
        while (await Queue.ReceiveAsync(queue, 4, Long) is { Count: > 0 } messages) bodies.AddRange(messages.Select(message => message.Body));
        return bodies;
    }
}
