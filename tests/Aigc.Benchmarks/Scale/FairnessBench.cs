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
    private const int Repeats = 7;

    public static async Task RunAsync()
    {
        foreach (var latency in new[] { 300, 0 }) await MeasureAsync(TimeSpan.FromMilliseconds(latency));
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
