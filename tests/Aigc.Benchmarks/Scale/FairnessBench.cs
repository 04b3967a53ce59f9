using System.Diagnostics;
using System.Globalization;
using Aigc.Contracts.Batches;

namespace Aigc.Benchmarks.Scale;

/// <summary>
/// A tenant with 20 products, alone and then beside one whose 200,000 are under way: how much longer does it wait? Once with models that answer at once, where
/// the processor is what is shared, and once with models that take their time, where it is the places for activities.
/// </summary>
internal static class FairnessBench
{
    private const int Many = 200_000;
    private const int Few = 20;
    private const int Repeats = 9;

    public static async Task RunAsync()
    {
        foreach (var latency in new[] { 300, 0 }) await MeasureAsync(TimeSpan.FromMilliseconds(latency));
        await ShareAsync(TimeSpan.FromMilliseconds(300));
    }

    /// <summary>Ten tenants with more to do than there is time for, one of them with fifty times as much: what each gets done in a minute.</summary>
    private static async Task ShareAsync(TimeSpan latency)
    {
        var folder = Directory.CreateTempSubdirectory("aigc-fairness-").FullName;
        await using (var host = await ScaleHost.StartAsync(folder, latency))
        {
            var batches = new List<Batch> { await host.SubmitAsync("many", "big", Many) };
            for (var i = 1; i < 10; i++) batches.Add(await host.SubmitAsync($"some-{i}", "some", Many / 50));
            while ((await DoneAsync(host, batches)).Any(done => done == 0)) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            var before = await DoneAsync(host, batches);
            await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System);
            var done = (await DoneAsync(host, batches)).Zip(before, (now, then) => (double)(now - then)).ToList();
            var jain = done.Sum() * done.Sum() / (done.Count * done.Sum(one => one * one));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"ten tenants, one with {Many:N0} products and nine with {Many / 50:N0}: the flood got {done[0]:N0} done in a minute, the others {done.Skip(1).Min():N0}-{done.Skip(1).Max():N0}; Jain index {jain:0.000}"));
            foreach (var batch in batches) await host.Commands.CancelAsync(batch.Tenant, batch.Id, host.Workflows);
            foreach (var batch in batches) await host.EndAsync(batch);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IReadOnlyList<long>> DoneAsync(ScaleHost host, IReadOnlyList<Batch> batches)
    {
        var done = new List<long>();
        foreach (var batch in batches) done.Add((await host.Batches.GetAsync(batch.Tenant, batch.Id)).Counts.Done);
        return done;
    }

    private static async Task MeasureAsync(TimeSpan latency)
    {
        var folder = Directory.CreateTempSubdirectory("aigc-fairness-").FullName;
        await using (var host = await ScaleHost.StartAsync(folder, latency))
        {
            await MeasureAsync(host, "warm-up");
            var alone = await MeasureAsync(host, "alone");
            var big = await host.SubmitAsync("many", "big", Many);
            while ((await host.Batches.GetAsync(big.Tenant, big.Id)).Counts.Done < 500) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            var beside = await MeasureAsync(host, "beside");
            var left = await host.Batches.GetAsync(big.Tenant, big.Id);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"models answer in {latency.TotalMilliseconds} ms: {Few} products alone {Shown(alone)}, beside {Many:N0} ({left.State}, {left.Counts.Done:N0} done) {Shown(beside)}, ratio of medians {Median(beside) / Median(alone):0.00}"));
            await host.Commands.CancelAsync(big.Tenant, big.Id, host.Workflows);
            await host.EndAsync(big);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IReadOnlyList<double>> MeasureAsync(ScaleHost host, string name)
    {
        var times = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            // Each a tenant of its own: nobody finds the paid answers of another.
            var watch = Stopwatch.StartNew();
            var batch = await host.SubmitAsync($"few-{name}-{i}", "small", Few);
            await host.EndAsync(batch);
            times.Add(watch.Elapsed.TotalMilliseconds);
            if ((await host.Batches.GetAsync(batch.Tenant, batch.Id)).State != BatchState.Completed) throw new InvalidOperationException("The small batch did not complete.");
        }
        return times;
    }

    private static string Shown(IReadOnlyList<double> times) => string.Create(CultureInfo.InvariantCulture, $"{Median(times):N0} ms ({times.Min():N0}-{times.Max():N0})");

    private static double Median(IReadOnlyList<double> times) => times.Order().ElementAt(times.Count / 2);
}
