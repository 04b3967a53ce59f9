using Aigc.Runtime.Engine;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>Lines take turns at threads, here of a machine with two processors. A piece is named after its line; the threads are the test's own.</summary>
public sealed class PoolTurnsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<PoolTurns.Piece> _running = [];
    private readonly List<string> _started = [];
    private readonly Dictionary<string, TaskScheduler> _lines = [];
    private readonly PoolTurns _turns;

    public PoolTurnsTests() => _turns = new(2, _time, piece =>
    {
        _running.Add(piece);
        _started.Add((string)piece.Task.AsyncState!);
    });

    [Fact]
    public void A_line_alone_has_two_threads_a_processor_and_is_served_in_order()
    {
        Ready("a1 a2 a3 a4 a5 a6");
        Assert.Equal("a1 a2 a3 a4", Started());

        End("a2");

        Assert.Equal("a1 a2 a3 a4 a5", Started());
    }

    [Fact]
    public void A_newcomer_gets_a_thread_at_once_beside_a_line_that_has_all_of_them()
    {
        Ready("a1 a2 a3 a4 a5 a6");

        Ready("b1 b2");

        Assert.Equal("a1 a2 a3 a4 b1", Started());
    }

    [Fact]
    public void Beside_another_one_a_line_gives_its_threads_back_until_it_leaves_a_processor_free()
    {
        Ready("a1 a2 a3 a4 a5 a6 b1");

        End("a1 a2 a3");
        Assert.Equal("a1 a2 a3 a4 b1", Started());

        End("a4");
        Assert.Equal("a1 a2 a3 a4 b1 a5", Started());
    }

    [Fact]
    public void Every_line_has_something_running_as_long_as_it_has_something_ready()
    {
        Ready("a1 a2 a3 a4 a5 b1 b2 c1 c2");
        Assert.Equal("a1 a2 a3 a4 b1 c1", Started());

        End("b1");
        End("c1");

        Assert.Equal("a1 a2 a3 a4 b1 c1 b2 c2", Started());
    }

    [Fact]
    public void Where_all_threads_are_taken_lines_take_turns()
    {
        Ready("a1 b1 c1 d1 e1 f1 g1 a2 h1 h2");
        Assert.Equal("a1 b1 c1 d1 e1 f1", Started());

        End("b1 c1 d1 e1 f1");

        Assert.Equal("a1 b1 c1 d1 e1 f1 g1 h1", Started());
    }

    [Fact]
    public void Who_has_just_left_is_still_left_a_processor_and_a_moment_later_not_any_more()
    {
        Ready("b1");
        End("b1");

        Ready("a1 a2 a3");
        Assert.Equal("b1 a1", Started());

        _time.Advance(TimeSpan.FromMilliseconds(21));
        Ready("a4");

        Assert.Equal("b1 a1 a2 a3 a4", Started());
    }

    [Fact]
    public void Threads_that_are_blocked_for_ever_are_not_missed()
    {
        for (var hung = 0; hung < 10; hung++)
        {
            Ready($"a{hung}");
            _lines["a"] = _turns.Replace(_lines["a"]);
        }
        _time.Advance(TimeSpan.FromMilliseconds(21));

        Ready("aA aB aC aD aE");

        Assert.Equal("a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 aA aB aC aD", Started());
    }

    [Fact]
    public void What_follows_may_stay_on_its_thread_as_long_as_its_line_has_not_too_many_and_nobody_waits()
    {
        Ready("a1 a2 a3 a4 a5");
        Assert.True(_turns.MayGoOn(_lines["a"]));

        Ready("b1");
        Assert.False(_turns.MayGoOn(_lines["a"]));
        Assert.False(_turns.MayGoOn(_lines["b"]));

        End("a1 a2 a3 b1");
        Assert.Equal("a1 a2 a3 a4 b1", Started());
    }

    [Fact]
    public async Task A_piece_goes_on_in_its_own_line_after_each_wait()
    {
        var turns = new PoolTurns(2, _time, piece => ThreadPool.UnsafeQueueUserWorkItem(static piece => piece.Line.Turns.Run(piece), piece, preferLocal: false));
        var line = turns.NewLine();

        var lines = await Task.Factory.StartNew(async () =>
        {
            var before = TaskScheduler.Current;
            await Task.Yield();
            var between = TaskScheduler.Current;
            await Parallel.ForEachAsync([1], new ParallelOptions { TaskScheduler = TaskScheduler.Current }, async (_, _) => await Task.Yield());
            return new[] { before, between, TaskScheduler.Current };
        }, CancellationToken.None, TaskCreationOptions.None, line).Unwrap();

        Assert.Equal([line, line, line], lines);
    }

    private void Ready(string pieces)
    {
        foreach (var piece in pieces.Split(' '))
        {
            if (!_lines.TryGetValue(piece[..1], out var line)) _lines[piece[..1]] = line = _turns.NewLine();
            _ = Task.Factory.StartNew(static _ => { }, piece, CancellationToken.None, TaskCreationOptions.None, line);
        }
    }

    private void End(string pieces)
    {
        foreach (var name in pieces.Split(' '))
        {
            var piece = _running.Single(running => (string)running.Task.AsyncState! == name);
            _running.Remove(piece);
            _turns.Run(piece);
        }
    }

    private string Started() => string.Join(' ', _started);
}
