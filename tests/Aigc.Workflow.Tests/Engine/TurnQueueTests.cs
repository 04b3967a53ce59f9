using Aigc.Runtime.Engine;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>Lines take turns. An item is named after its line.</summary>
public sealed class TurnQueueTests
{
    private readonly TurnQueue<string> _queue = new();

    [Fact]
    public void One_line_alone_is_served_in_order()
    {
        Enqueue("a1 a2 a3");

        Assert.Equal("a1 a2 a3", Dequeue(3));
    }

    [Fact]
    public void Lines_take_turns_however_long_each_is()
    {
        Enqueue("a1 a2 a3 a4 a5 b1 b2 c1");

        Assert.Equal("a1 b1 c1 a2 b2 a3 a4 a5", Dequeue(8));
    }

    [Fact]
    public void Who_comes_last_waits_for_one_of_each_other_line()
    {
        for (var i = 0; i < 10_000; i++) Enqueue($"a{i} b{i}");

        Enqueue("c1");

        Assert.Equal("a0 b0 c1", Dequeue(3));
    }

    [Fact]
    public void A_line_that_was_empty_comes_after_those_that_wait_already()
    {
        Enqueue("a1 b1 b2");
        Assert.Equal("a1", Dequeue(1));

        Enqueue("a2 a3");

        Assert.Equal("b1 a2 b2 a3", Dequeue(4));
    }

    [Fact]
    public void Nothing_is_lost_among_more_lines_than_are_remembered()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 200; i++) _queue.Enqueue($"line {i}", $"{i}");

            Assert.Equal(string.Join(' ', Enumerable.Range(0, 200)), Dequeue(200));
            Assert.Equal(0, _queue.Count);
        }
    }

    private void Enqueue(string items)
    {
        foreach (var item in items.Split(' ')) _queue.Enqueue(item.AsSpan(0, 1), item);
    }

    private string Dequeue(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => _queue.Dequeue()));
}
