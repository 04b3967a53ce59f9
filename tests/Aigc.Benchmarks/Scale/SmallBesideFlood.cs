using System.Diagnostics;
using System.Globalization;
using Aigc.Contracts.Batches;

namespace Aigc.Benchmarks.Scale;

/// <summary>A tenant with 20 products, alone and beside one whose 200,000 are under way: how much longer does it wait?</summary>
internal static class SmallBesideFlood
{
    private const int Many = 200_000;
    private const int Few = 20;
    private const int Repeats = 20;
    private const int Warm = 500;
    private const int Compiled = 5_000;

    public static async Task<string> MeasureAsync(ScaleHost host)
    {
        // Code that is compiled and compiled again on its first uses would count against whoever comes first.
        await host.EndAsync(await host.SubmitAsync("warm-up", "some", Compiled));
        await RepeatAsync(host, "warm-up", Repeats);
        // Before and after the flood: what else goes on in the machine changes, and is not to be taken for the flood.
        var alone = await RepeatAsync(host, "before", Repeats / 2);
        var flood = await host.SubmitAsync("many", "big", Many);
        while ((await host.Batches.GetAsync(flood.Tenant, flood.Id)).Counts.Done < Warm) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        var beside = await RepeatAsync(host, "beside", Repeats);
        flood = await host.Batches.GetAsync(flood.Tenant, flood.Id);
        if (flood.State != BatchState.Producing) throw new InvalidOperationException($"The flood was {flood.State} before everything was measured.");
        await host.Commands.CancelAsync(flood.Tenant, flood.Id, host.Workflows);
        await host.EndAsync(flood);
        alone = [.. alone, .. await RepeatAsync(host, "after", Repeats / 2)];
        return string.Create(CultureInfo.InvariantCulture,
            $"{Few} products alone {Shown(alone)}; beside {Many:N0} ({flood.Counts.Done:N0} done) {Shown(beside)}; ratio at the median {Quantile(beside, 0.5) / Quantile(alone, 0.5):0.00}, at the 95th percentile {Quantile(beside, 0.95) / Quantile(alone, 0.95):0.00}");
    }

    private static async Task<List<double>> RepeatAsync(ScaleHost host, string name, int repeats)
    {
        var times = new List<double>();
        for (var i = 0; i < repeats; i++)
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

    private static string Shown(IReadOnlyList<double> times) =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {Quantile(times, 0.5):N0} ms, p95 {Quantile(times, 0.95):N0} ms");

    private static double Quantile(IReadOnlyList<double> times, double quantile) => times.Order().ElementAt((int)Math.Ceiling(quantile * times.Count) - 1);
}
