using Aigc.Contracts.Batches;
using Aigc.Local.Client;
using Spectre.Console;

namespace Aigc.Local.Commands;

/// <summary>Shows a running batch: a bar on a terminal, a line a change elsewhere. Returns when it ends or waits for a person.</summary>
internal static class ProgressView
{
    public static async Task<Batch> ShowAsync(BatchApi api, Batch batch, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected) return await LinesAsync(api, batch, began, cancellationToken);
        return await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn()).StartAsync(async view =>
        {
            var bar = view.AddTask("starting", maxValue: 1);
            await foreach (var now in api.WatchAsync(batch.Id, cancellationToken))
            {
                batch = now;
                (bar.MaxValue, bar.Value, bar.Description) = (Math.Max(1, now.Counts.Items), now.Counts.Done, Markup.Escape(Describe(now, TimeProvider.System.GetElapsedTime(began))));
                if (IsOver(now.State)) break;
            }
            return batch;
        });
    }

    /// <summary>Rows, items, rate, time left and spend on one line.</summary>
    public static string Describe(Batch batch, TimeSpan elapsed)
    {
        var counts = batch.Counts;
        var images = counts.ImagesMade / Math.Max(0.001, elapsed.TotalSeconds);
        var left = counts.Done == 0 || counts.Done >= counts.Items ? "" : $", ETA {TimeSpan.FromSeconds(elapsed.TotalSeconds / counts.Done * (counts.Items - counts.Done)):mm\\:ss}";
        var spent = batch.Spent is { Amount: > 0 } money ? $", spent {money.Amount:0.00##} of up to {batch.Quote?.High.Cost.Amount:0.00##} {money.Currency}{(batch.Alarm is null ? "" : " (dearer than quoted)")}" : "";
        return $"{batch.State}: {batch.Ingest?.Rows ?? 0} rows, {batch.Ingest?.Pages ?? 0} pages, {counts.Done}/{counts.Items} items, {images:0.0} images/s{left}{spent}";
    }

    private static async Task<Batch> LinesAsync(BatchApi api, Batch batch, long began, CancellationToken cancellationToken)
    {
        await foreach (var now in api.WatchAsync(batch.Id, cancellationToken))
        {
            batch = now;
            Console.WriteLine(Describe(now, TimeProvider.System.GetElapsedTime(began)));
            if (IsOver(now.State)) break;
        }
        return batch;
    }

    private static bool IsOver(BatchState state) => BatchFollower.IsWaiting(state) || state is BatchState.Completed or BatchState.Failed or BatchState.Cancelled;
}
