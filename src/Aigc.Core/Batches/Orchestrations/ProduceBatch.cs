using Aigc.Contracts.Batches;
using Aigc.Contracts.Products;
using Aigc.Contracts.Reviews;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>The life of a batch, from the feed that was handed in to the files that are handed back. It waits for people at no cost.</summary>
internal sealed class ProduceBatch : TaskOrchestrator<BatchInput, BatchState>
{
    public override async Task<BatchState> RunAsync(TaskOrchestrationContext context, BatchInput input)
    {
        var waits = new Waits(context, input);
        try
        {
            // 1. Ingest: the feed becomes pages; rows that cannot be used become errors with a reason.
            var ingest = await IngestAsync(context, input);
            // 2. Quote: what will it cost? Above the limit a person decides.
            var quote = new QuoteInput(input, ingest.Pages);
            var plan = await context.CallActivityAsync<BatchPlan>(nameof(QuoteBatch), quote, Tries.Default);
            if (plan.NeedsSpendDecision) await waits.ForApprovalAsync(Gate.Spend, BatchState.AwaitingSpend, plan.SpendTimeout);
            // 3. Trial: a sample is produced and shown before the rest is paid for.
            if (plan.Trial is { } trial && input.Run == Runs.Main) await TryOutAsync(context, quote, plan, trial, waits);
            // 4. Produce: the models' answers by the cheaper lane where there is time for it, then page by page, inside a window.
            if (plan.MayLane && input.Run == Runs.Main) await PassLaneAsync(context, input, plan.Pages, waits);
            await ProduceAsync(context, new PagesInput(input, plan.Pages, plan.Window) { Counts = plan.Before }, quote, waits);
            // 5. Review: people decide on what was flagged or drawn as a sample.
            await waits.ForReviewsAsync(plan.Review);
            // 6. Accept: the lot is judged by a sample.
            if (plan.Acceptance is { } acceptance) await AcceptAsync(context, input, acceptance, waits);
            // 7. Deliver: files, assets, events.
            await Task.WhenAll(context.ShowAsync(input, BatchState.Delivering), context.CallActivityAsync(nameof(ExportResults), input, Tries.Default));
            return await FinishAsync(context, input, BatchState.Completed, null);
        }
        catch (BatchEndedException ended)
        {
            return await FinishAsync(context, input, ended.State, ended.Message);
        }
        catch (TaskFailedException failure)
        {
            return await FinishAsync(context, input, BatchState.Failed, Tries.RootCause(failure.FailureDetails));
        }
    }

    private static Task<IngestReport> IngestAsync(TaskOrchestrationContext context, BatchInput input) =>
        context.CallActivityAsync<IngestReport>(input.Run == Runs.Main ? nameof(IngestFeed) : nameof(CollectFailed), input, Tries.Default);

    private static async Task TryOutAsync(TaskOrchestrationContext context, QuoteInput quote, BatchPlan plan, Contracts.Recipes.TrialPlan trial, Waits waits)
    {
        var sample = quote.Batch with { Run = Runs.Trial };
        var pages = await context.CallActivityAsync<int>(nameof(SelectTrial), quote.Batch, Tries.Default);
        await ProduceAsync(context, new PagesInput(sample, pages, plan.Window), quote, waits);
        // What was measured takes the place of what was assumed.
        await context.CallActivityAsync(nameof(ReportTrial), new TrialInput(sample, pages), Tries.Default);
        await context.CallActivityAsync<BatchPlan>(nameof(QuoteBatch), quote, Tries.Default);
        await waits.ForApprovalAsync(Gate.Trial, BatchState.AwaitingTrial, trial.Timeout ?? TimeSpan.FromDays(7));
    }

    private static async Task PassLaneAsync(TaskOrchestrationContext context, BatchInput input, int pages, Waits waits)
    {
        if (await context.CallActivityAsync<Lanes.LanePlan?>(nameof(ChooseLane), input, Tries.Default) is not { } lane) return;
        await context.ShowAsync(input, BatchState.Producing);
        await new LaneWait(context, input, waits).PassAsync(lane, pages);
    }

    private static async Task ProduceAsync(TaskOrchestrationContext context, PagesInput left, QuoteInput quote, Waits waits)
    {
        var run = left.Batch;
        var state = run.Run == Runs.Trial ? BatchState.Trial : BatchState.Producing;
        while (true)
        {
            var shown = context.ShowAsync(run, state);
            var produced = context.CallSubOrchestratorAsync<PagesOutcome>(
                nameof(ProducePages), left, new SubOrchestrationOptions(instanceId: $"{run.Tenant}:{run.BatchId}:{run.Run}:pages-{left.Round}"));
            await Task.WhenAll(shown, produced);
            var outcome = await produced;
            if (outcome.Stopped == StopReason.None) return;
            if (outcome.Stopped == StopReason.Cancelled) throw new BatchEndedException(BatchState.Cancelled, "Cancelled by the operator.");
            if (outcome.Stopped == StopReason.QuoteOutdated) await waits.ForNewQuoteAsync(quote);
            else if (outcome.Stopped == StopReason.Budget) await waits.ForBudgetAsync();
            else await waits.ForResumeAsync();
            left = left with { Next = outcome.Next, Counts = outcome.Counts, Round = left.Round + 1 };
        }
    }

    private static async Task AcceptAsync(TaskOrchestrationContext context, BatchInput input, Contracts.Recipes.AcceptancePlan acceptance, Waits waits)
    {
        var lot = await context.CallActivityAsync<LotJudgement>(nameof(JudgeLot), input, Tries.Default);
        if (lot.SampleOpen > 0)
        {
            await waits.ForReviewsAsync(new() { Timeout = acceptance.Timeout ?? TimeSpan.FromDays(7) });
            lot = await context.CallActivityAsync<LotJudgement>(nameof(JudgeLot), input, Tries.Default);
        }
        if (!lot.Accepted) await waits.ForApprovalAsync(Gate.Acceptance, BatchState.AwaitingAcceptance, acceptance.Timeout ?? TimeSpan.FromDays(7));
    }

    private static async Task<BatchState> FinishAsync(TaskOrchestrationContext context, BatchInput input, BatchState state, string? reason)
    {
        await context.CallActivityAsync(nameof(FinishBatch), new StateChange(input, state, reason), Tries.Default);
        return state;
    }
}
