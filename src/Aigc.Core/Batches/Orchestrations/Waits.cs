using Aigc.Contracts.Batches;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>
/// The waits of a batch for people. Decisions are stored before an event is raised, so an event is only a wake-up: before each wait and
/// after each wake-up the store is read. Early, late, doubled and lost events are all the same to it.
/// </summary>
internal sealed class Waits(TaskOrchestrationContext context, BatchInput input)
{
    private readonly Task _cancelled = context.WaitForExternalEvent<object?>(BatchEvents.Cancel);

    /// <summary>Returns where the gate was approved; a refusal, a time-out or a cancel ends the batch.</summary>
    public async Task ForApprovalAsync(Gate gate, BatchState state, TimeSpan timeout)
    {
        var deadline = context.CurrentUtcDateTime + timeout;
        await context.ShowAsync(input, state);
        await context.CallActivityAsync(nameof(AnnounceGate), new GateWait(input, gate), Tries.Default);
        while (true)
        {
            var decision = await context.CallActivityAsync<GateDecision?>(nameof(ReadGate), new GateWait(input, gate), Tries.Default);
            if (decision is { Verdict: Verdict.Approve }) return;
            if (decision is not null) throw new BatchEndedException(BatchState.Cancelled, $"The {gate} decision of {decision.By}: no. {decision.Comment}".TrimEnd());
            if (!await WokenAsync(BatchEvents.Of(gate), deadline)) throw new BatchEndedException(BatchState.Cancelled, $"Nobody decided on {gate} in time.");
        }
    }

    /// <summary>Returns when every open review is decided and applied, by people or by the time-out.</summary>
    public async Task ForReviewsAsync(ReviewPlan plan)
    {
        var deadline = context.CurrentUtcDateTime + plan.Timeout;
        var open = await ApplyAsync();
        if (open == 0) return;
        await context.ShowAsync(input, BatchState.InReview);
        await context.CallActivityAsync(nameof(AnnounceReviews), new ReviewWait(input, open, Reminder: 0), Tries.Default);
        for (var reminder = 1; open > 0;)
        {
            var next = context.CurrentUtcDateTime + plan.Reminder;
            if (await WokenAsync(BatchEvents.Review, next < deadline ? next : deadline)) open = await ApplyAsync();
            else if (context.CurrentUtcDateTime >= deadline)
            {
                await context.CallActivityAsync(nameof(ExpireReviews), new ReviewExpiry(input, plan.OnTimeout), Tries.Default);
                open = await ApplyAsync();
            }
            else await context.CallActivityAsync(nameof(AnnounceReviews), new ReviewWait(input, open, reminder++), Tries.Default);
        }
    }

    /// <summary>A template, a model or a price has changed: a new quote is made, and whoever resumes the batch agrees to it.</summary>
    public async Task ForNewQuoteAsync(QuoteInput quote)
    {
        await context.CallActivityAsync<BatchPlan>(nameof(QuoteBatch), quote, Tries.Default);
        await context.CallActivityAsync(nameof(PauseBatch), input, Tries.Default);
        await ForResumeAsync("A template, a model or a price has changed since the quote. A new quote was made: resume to agree to it, or cancel.");
    }

    public async Task ForResumeAsync(string? reason = null)
    {
        await context.ShowAsync(input, BatchState.Paused, reason);
        while (await context.CallActivityAsync<bool>(nameof(IsPaused), input, Tries.Default)) await WokenAsync(BatchEvents.Resume, null);
    }

    /// <summary>The money is used up: the batch stands until somebody raises the limit and resumes it.</summary>
    public async Task ForBudgetAsync()
    {
        await context.ShowAsync(input, BatchState.Paused, "The budget is used up: raise it and resume, or cancel.");
        await WokenAsync(BatchEvents.Resume, null);
    }

    /// <summary>Returns at the time; a cancel ends the batch before.</summary>
    public async Task ForTimeAsync(DateTime at)
    {
        using var over = new CancellationTokenSource();
        var first = await Task.WhenAny(context.CreateTimer(at, over.Token), _cancelled);
        over.Cancel();
        if (first == _cancelled) throw new BatchEndedException(BatchState.Cancelled, "Cancelled by the operator.");
    }

    private Task<long> ApplyAsync() => context.CallActivityAsync<long>(nameof(ApplyDecisions), input, Tries.Default);

    /// <summary>True where the event came, false where the deadline did.</summary>
    private async Task<bool> WokenAsync(string eventName, DateTime? deadline)
    {
        using var over = new CancellationTokenSource();
        var woken = context.WaitForExternalEvent<object?>(eventName, over.Token);
        List<Task> waits = [woken, _cancelled];
        if (deadline is { } at) waits.Add(context.CreateTimer(at, over.Token));
        var first = await Task.WhenAny(waits);
        // Not CancelAsync: an orchestrator awaits durable tasks only.
        over.Cancel();
        if (first == _cancelled) throw new BatchEndedException(BatchState.Cancelled, "Cancelled by the operator.");
        return first == woken;
    }
}

internal sealed record GateWait(BatchInput Batch, Gate Gate);

/// <param name="Reminder">0: the first announcement.</param>
internal sealed record ReviewWait(BatchInput Batch, long Open, int Reminder);

internal sealed record ReviewExpiry(BatchInput Batch, ReviewTimeoutAction Action);

/// <param name="SampleOpen">Items of the acceptance sample that nobody has looked at yet.</param>
internal sealed record LotJudgement(bool Accepted, long LotSize, int SampleSize, int AcceptanceNumber, int Nonconforming, int SampleOpen);
