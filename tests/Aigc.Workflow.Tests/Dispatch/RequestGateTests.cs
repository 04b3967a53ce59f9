using Aigc.Runtime.Dispatch;
using Aigc.Runtime.Dispatch.Http;

namespace Aigc.Workflow.Tests.Dispatch;

public sealed class RequestGateTests
{
    [Fact]
    public async Task A_caller_that_goes_away_while_it_waits_makes_room_for_another()
    {
        using var gate = Gate(running: 1, all: 2);
        using var gone = new CancellationTokenSource();
        var first = await gate.EnterAsync(CancellationToken.None);
        var leaving = gate.EnterAsync(gone.Token);
        using (var refused = await gate.EnterAsync(CancellationToken.None)) Assert.False(refused!.IsAcquired);

        await gone.CancelAsync();
        Assert.Null(await leaving);
        var next = gate.EnterAsync(CancellationToken.None);
        Assert.False(next.IsCompleted);
        first!.Dispose();

        using var lease = await next;
        Assert.True(lease!.IsAcquired);
    }

    [Fact]
    public async Task A_place_that_is_given_back_twice_is_one_place()
    {
        using var gate = Gate(running: 1, all: 1);
        var first = await gate.EnterAsync(CancellationToken.None);
        first!.Dispose();
        first.Dispose();

        using var second = await gate.EnterAsync(CancellationToken.None);
        using var third = await gate.EnterAsync(CancellationToken.None);

        Assert.Equal((true, false), (second!.IsAcquired, third!.IsAcquired));
    }

    [Fact]
    public async Task Minus_one_stands_for_no_limit()
    {
        using var gate = Gate(running: -1, all: -1);

        for (var i = 0; i < 10_000; i++) Assert.True((await gate.EnterAsync(CancellationToken.None))!.IsAcquired);
    }

    private static RequestGate Gate(int running, int all) => new(new HostJson { Http = new() { MaxConcurrentRequests = running, MaxOutstandingRequests = all } });
}
