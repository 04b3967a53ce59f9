using Aigc.Runtime.Engine;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>Groups take turns. What runs is shown in the order in which it started.</summary>
public sealed class FairQueueTests
{
    private readonly List<string> _started = [];
    private readonly List<FairQueue<string>.Turn> _running = [];
    private FairQueue<string> _queue = new(2, () => TaskScheduler.Default);

    [Fact]
    public void Nothing_starts_before_the_queue_is_open_and_then_as_much_as_there_are_places()
    {
        Enter("a1 a2 b1");
        Assert.Equal(("", 3), (Started(), _queue.Waiting));

        Open();

        Assert.Equal(("a1 b1", 1), (Started(), _queue.Waiting));
    }

    [Fact]
    public void One_group_alone_has_all_places_and_is_served_in_order()
    {
        Open();
        Enter("a1 a2 a3 a4 a5");
        Assert.Equal("a1 a2", Started());

        LeaveAll();

        Assert.Equal("a1 a2 a3 a4 a5", Started());
    }

    [Fact]
    public void Groups_take_turns_however_much_each_has_waiting()
    {
        _queue = new(1, () => TaskScheduler.Default);
        Enter("a1 a2 a3 a4 a5 a6 b1 b2 c1");
        Open();

        LeaveAll();

        Assert.Equal("a1 b1 c1 a2 b2 a3 a4 a5 a6", Started());
    }

    [Fact]
    public void A_newcomer_starts_at_once_beside_a_group_that_holds_every_place()
    {
        Open();
        Enter("a1 a2 a3 a4");

        Enter("b1 b2");

        Assert.Equal("a1 a2 b1", Started());
    }

    [Fact]
    public void The_places_beyond_are_as_many_again_and_no_more()
    {
        Open();

        Enter("a1 a2 b1 c1 d1 e1");

        Assert.Equal(("a1 a2 b1 c1", 2), (Started(), _queue.Waiting));
    }

    [Fact]
    public void A_place_beyond_is_not_handed_on_to_a_group_that_has_one()
    {
        Open();
        Enter("a1 a2 a3 b1");

        Leave("b1");
        Assert.Equal("a1 a2 b1", Started());

        Leave("a1");
        Assert.Equal("a1 a2 b1 a3", Started());
    }

    [Fact]
    public void A_group_keeps_one_running_as_long_as_it_has_something_waiting()
    {
        Open();
        Enter("a1 a2 a3 b1 b2");

        Leave("b1");

        Assert.Equal("a1 a2 b1 b2", Started());
    }

    [Fact]
    public void Where_even_the_places_beyond_are_taken_groups_take_turns_at_them()
    {
        _queue = new(1, () => TaskScheduler.Default);
        Open();
        Enter("a1 b1 a2 b2 c1 c2 d1");
        Assert.Equal("a1 b1", Started());

        Leave("b1");
        Leave("a1");
        Assert.Equal("a1 b1 c1 d1", Started());

        Leave("c1");
        Leave("d1");
        Assert.Equal("a1 b1 c1 d1 b2 a2", Started());
    }

    [Fact]
    public void A_group_that_started_its_last_by_itself_is_passed_over_when_its_turn_comes()
    {
        Open();
        Enter("a1 a2 b1 b2 a3");
        Leave("b1");
        Assert.Equal("a1 a2 b1 b2", Started());

        Leave("b2");
        Leave("a1");

        Assert.Equal(("a1 a2 b1 b2 a3", 0), (Started(), _queue.Waiting));
    }

    [Fact]
    public void Kinds_of_work_take_turns_within_a_group_so_that_what_is_nearly_done_does_not_wait_for_all_that_was_not_begun()
    {
        _queue = new(1, () => TaskScheduler.Default);
        Open();
        Enter("a1write a2write a3write a4write");
        Leave("a1write");
        Enter("a1check");

        Leave("a2write");
        Leave("a3write");

        Assert.Equal("a1write a2write a3write a1check", Started());
    }

    [Fact]
    public async Task Once_closed_nothing_starts_and_the_close_completes_when_all_have_left()
    {
        Open();
        Enter("a1 a2 a3");

        var closed = _queue.CloseAsync();
        Enter("b1");
        Leave("a1");
        Assert.False(closed.IsCompleted);
        Leave("a2");

        await closed;
        Assert.Equal("a1 a2", Started());
    }

    private void Open() => Begin(_queue.Open());

    private void Enter(string items)
    {
        foreach (var item in items.Split(' '))
            if (_queue.Enter(item.AsSpan(0, 1), item[2..], item) is { } turn) Begin([turn]);
    }

    private void Leave(string item)
    {
        var turn = _running.Single(running => running.Item == item);
        _running.Remove(turn);
        if (_queue.Leave(turn) is { } next) Begin([next]);
    }

    private void LeaveAll()
    {
        while (_running.Count > 0) Leave(_running[0].Item);
    }

    private void Begin(IReadOnlyList<FairQueue<string>.Turn> turns)
    {
        _running.AddRange(turns);
        _started.AddRange(turns.Select(turn => turn.Item));
    }

    private string Started() => string.Join(' ', _started);
}
