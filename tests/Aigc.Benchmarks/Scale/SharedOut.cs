using System.Diagnostics;
using System.Globalization;
using Aigc.Contracts.Batches;

namespace Aigc.Benchmarks.Scale;

/// <summary>Ten tenants with more to do than there is time for, one of them with fifty times as much: what each gets done in the same minute, and when it sees its first result.</summary>
internal static class SharedOut
{
    private const int Many = 200_000;
    private const int Some = 4_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static async Task<string> MeasureAsync(ScaleHost host)
    {
        var batches = new List<Batch> { await host.SubmitAsync("many", "big", Many) };
        await UntilAsync(host, batches, batch => batch.Counts.Done > 0);
        for (var i = 1; i < 10; i++) batches.Add(await host.SubmitAsync($"some-{i}", "some", Some));
        await UntilAsync(host, batches, batch => batch.State == BatchState.Producing);
        var (done, firsts) = await WatchAsync(host, batches);
        foreach (var batch in batches) await host.Commands.CancelAsync(batch.Tenant, batch.Id, host.Workflows);
        foreach (var batch in batches) await host.EndAsync(batch);
        var others = done[1..];
        return string.Create(CultureInfo.InvariantCulture,
            $"one tenant with {Many:N0} products and nine with {Some:N0}: in {Window.TotalMinutes} minute the flood got {done[0]:N0} done, each of the others {others.Min():N0}-{others.Max():N0} (Jain index of the ten {Jain(done):0.000}, of the nine {Jain(others):0.000}); first results of the nine after {firsts.Skip(1).Min():0.0}-{firsts.Skip(1).Max():0.0} s");
    }

    private static async Task<(double[] Done, double[] Firsts)> WatchAsync(ScaleHost host, List<Batch> batches)
    {
        var before = await DoneAsync(host, batches);
        var firsts = Enumerable.Repeat(double.PositiveInfinity, batches.Count).ToArray();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Window; await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System))
        {
            var now = await DoneAsync(host, batches);
            for (var i = 0; i < now.Length; i++)
                if (now[i] > 0) firsts[i] = Math.Min(firsts[i], watch.Elapsed.TotalSeconds);
        }
        var done = await DoneAsync(host, batches);
        if (done.Skip(1).Any(count => count >= Some)) throw new InvalidOperationException("A tenant ran out of products: what it got says nothing.");
        return ([.. done.Zip(before, (now, then) => now - then)], firsts);
    }

    private static async Task UntilAsync(ScaleHost host, List<Batch> batches, Func<Batch, bool> condition)
    {
        foreach (var batch in batches)
            while (!condition(await host.Batches.GetAsync(batch.Tenant, batch.Id))) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
    }

    private static async Task<double[]> DoneAsync(ScaleHost host, List<Batch> batches)
    {
        var done = new List<double>();
        foreach (var batch in batches) done.Add((await host.Batches.GetAsync(batch.Tenant, batch.Id)).Counts.Done);
        return [.. done];
    }

    // 1: all got the same; 1 divided by their number: one got everything.
    private static double Jain(IReadOnlyCollection<double> shares) => shares.Sum() * shares.Sum() / (shares.Count * shares.Sum(share => share * share));
}
