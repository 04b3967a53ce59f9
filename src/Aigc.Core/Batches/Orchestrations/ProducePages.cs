using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>
/// Runs the pages of a batch inside a window and continues as new after each stretch, so that its history stays short however long
/// the feed is. It awaits no external event: pause and cancel are read by the activities.
/// </summary>
internal sealed class ProducePages : TaskOrchestrator<PagesInput, PagesOutcome>
{
    private const int Stretch = 64;

    public override async Task<PagesOutcome> RunAsync(TaskOrchestrationContext context, PagesInput input)
    {
        var end = Math.Min(input.Pages, input.Next + Stretch);
        var (started, folded, counts, stopped) = (input.Next, input.Next, input.Counts, StopReason.None);
        var underWay = new List<Task<PageOutcome>>();
        var done = new Dictionary<int, PageOutcome>();
        while (true)
        {
            while (stopped == StopReason.None && started < end && underWay.Count < input.Window) underWay.Add(StartAsync(context, input, started++));
            if (underWay.Count == 0) break;
            var finished = await Task.WhenAny(underWay);
            underWay.Remove(finished);
            var page = await finished;
            if (page.Stopped == StopReason.None) done[page.Page] = page;
            else stopped = page.Stopped;
            var before = folded;
            for (; done.Remove(folded, out var next); folded++) counts = counts.Plus(next.Counts);
            if (folded > before) await context.CallActivityAsync(nameof(ReportProgress), new ProgressReport(input.Batch, folded, counts), Tries.Default);
        }
        if (stopped == StopReason.None && end < input.Pages) context.ContinueAsNew(input with { Next = end, Counts = counts });
        return new(folded, stopped, counts);
    }

    private static Task<PageOutcome> StartAsync(TaskOrchestrationContext context, PagesInput input, int page) =>
        context.CallSubOrchestratorAsync<PageOutcome>(
            nameof(ProducePage), new PageInput(input.Batch, page, input.Round),
            new SubOrchestrationOptions(instanceId: $"{input.Batch.Tenant}:{input.Batch.BatchId}:{input.Batch.Run}:{page}-{input.Round}"));
}
