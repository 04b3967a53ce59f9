using System.Diagnostics;
using System.Globalization;
using Aigc.Contracts.Batches;

namespace Aigc.Benchmarks.Scale;

/// <summary>Ten tenants with more to do than there is time for, one of them with 25 times as much: what each gets done in the same minute, and when it sees its first result.</summary>
internal static class SharedOut
{
    private const int Many = 200_000;
    private const int Some = 8_000;
    // All have been handed in; from then on nobody is waited for, or whoever gets nothing would not be seen.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static async Task<string> MeasureAsync(ScaleHost host)
    {
        var batches = new List<Batch> { await host.SubmitAsync("many", "big", Many) };
        while ((await DoneAsync(host, batches))[0] == 0) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        for (var i = 1; i < 10; i++) batches.Add(await host.SubmitAsync($"some-{i}", "some", Some));
        var (done, firsts) = await WatchAsync(host, batches);
        foreach (var batch in batches) await host.Commands.CancelAsync(batch.Tenant, batch.Id, host.Workflows);
        foreach (var batch in batches) await host.EndAsync(batch);
        var others = done[1..];
        return string.Create(CultureInfo.InvariantCulture,
            $"one tenant with {Many:N0} products and nine with {Some:N0}: in {Window.TotalMinutes} minute the flood got {done[0]:N0} done, each of the others {others.Min():N0}-{others.Max():N0} (Jain index of the ten {Jain(done):0.000}, of the nine {Jain(others):0.000}); first results of the nine after {firsts.Skip(1).Min():0.0}-{firsts.Skip(1).Max():0.0} s");
    }

    private static async Task<(double[] Done, double[] Firsts)> WatchAsync(ScaleHost host, List<Batch> batches)
    {
        var firsts = Enumerable.Repeat(double.PositiveInfinity, batches.Count).ToArray();
        var before = await DoneAsync(host, batches);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Settling + Window; await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System))
        {
            var now = await DoneAsync(host, batches);
            if (watch.Elapsed < Settling) before = now;
            for (var i = 0; i < now.Length; i++)
                if (now[i] > 0) firsts[i] = Math.Min(firsts[i], watch.Elapsed.TotalSeconds);
        }
        var done = await DoneAsync(host, batches);
        if (done.Skip(1).Any(count => count >= Some)) throw new InvalidOperationException("A tenant ran out of products: what it got says nothing.");
        return ([.. done.Zip(before, (now, then) => now - then)], firsts);
    }

    private static async Task<double[]> DoneAsync(ScaleHost host, List<Batch> batches)
    {
        var done = new List<double>();
        foreach (var batch in batches) done.Add((await host.Batches.GetAsync(batch.Tenant, batch.Id)).Counts.Done);
        return [.. done];
    }

    // 1: all got the same; 1 divided by their number: one got everything; 0: nobody got anything.
    private static double Jain(IReadOnlyCollection<double> shares) => shares.Sum() == 0 ? 0 : shares.Sum() * shares.Sum() / (shares.Count * shares.Sum(share => share * share));
}
