using System.Diagnostics;
using System.Globalization;
using Aigc.Contracts.Batches;

namespace Aigc.Benchmarks.Scale;

/// <summary>
/// Feeds of 10,000, 100,000 and N products through the whole of <c>ProduceBatch</c>, with models that answer at once: what the product itself costs
/// an item, and whether that grows with the batch. Stopped at any moment, the same command goes on where it was.
/// </summary>
internal static class MillionBench
{
    public static async Task RunAsync(int items, bool images)
    {
        await WarmUpAsync();
        var runs = new List<RunFigures>();
        foreach (var count in new[] { 10_000, 100_000, items }.Where(count => count <= items).Distinct())
        {
            var folder = Path.Combine(Path.GetTempPath(), "aigc-million", $"{count}{(images ? "-images" : "")}");
            runs.Add(await ProduceAsync(folder, count, images));
            Console.WriteLine(runs[^1]);
        }
        foreach (var run in runs.Skip(1))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"from {runs[0].Items:N0} to {run.Items:N0}: time grows with exponent {Exponent(runs[0], run, figures => figures.Seconds):0.00}, processor time with {Exponent(runs[0], run, figures => figures.ProcessorSeconds):0.00} (linear: 1)"));
        }
        foreach (var run in runs) Directory.Delete(run.Folder, recursive: true);
    }

    private static double Exponent(RunFigures few, RunFigures many, Func<RunFigures, double> figure) => Math.Log(figure(many) / figure(few)) / Math.Log((double)many.Items / few.Items);

    // Code that is compiled on its first use would count against the smallest run.
    private static async Task WarmUpAsync()
    {
        var folder = Directory.CreateTempSubdirectory("aigc-million-").FullName;
        await ProduceAsync(folder, 2_000, images: false);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<RunFigures> ProduceAsync(string folder, int items, bool images)
    {
        Directory.CreateDirectory(folder);
        var meter = RunMeter.Continue(folder);
        await using (var host = await ScaleHost.StartAsync(folder))
        {
            var batch = await host.SubmitAsync("bench", "million", items, images);
            meter.Start();
            var end = host.EndAsync(batch);
            var shown = Stopwatch.StartNew();
            while (await Task.WhenAny(end, Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System)) != end)
            {
                meter.Note();
                if (shown.Elapsed < TimeSpan.FromSeconds(10)) continue;
                shown.Restart();
                var now = await host.Batches.GetAsync(batch.Tenant, batch.Id);
                Console.WriteLine($"  {now.State} {now.Counts.Done:N0} of {now.Counts.Items:N0} after {meter.Seconds:N0} s, {Environment.WorkingSet / 1_048_576:N0} MiB");
            }
            meter.Note();
            batch = await host.Batches.GetAsync(batch.Tenant, batch.Id);
            if (batch.State != BatchState.Completed || batch.Counts.Accepted != items) throw new InvalidOperationException($"The batch is {batch.State} with {batch.Counts.Accepted:N0} accepted items: {batch.Reason}");
            meter.Events = host.Reader.Select("", payloads: false).Sum(instance => (long)host.Reader.History(instance.Id).Count);
        }
        return meter.Figures(items);
    }
}
