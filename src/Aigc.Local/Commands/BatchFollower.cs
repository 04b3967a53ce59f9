using Aigc.Contracts.Batches;
using Aigc.Contracts.Reviews;
using Aigc.Local.Client;
using Spectre.Console;

namespace Aigc.Local.Commands;

/// <summary>Follows a batch to its end, shows how it goes, and deals with what waits for a person.</summary>
internal sealed class BatchFollower(BatchApi api, Approval approve)
{
    public async Task<Batch> FollowAsync(Batch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            batch = await ProgressView.ShowAsync(api, batch, cancellationToken);
            if (!IsWaiting(batch.State)) return batch;
            if (approve == Approval.None || (approve == Approval.Ask && Console.IsInputRedirected)) return Explain(batch);
            if (batch.State == BatchState.InReview) await DecideReviewsAsync(batch, cancellationToken);
            else await DecideGateAsync(batch, cancellationToken);
            batch = await api.LeaveAsync(batch, cancellationToken);
        }
    }

    public static bool IsWaiting(BatchState state) => state is BatchState.AwaitingSpend or BatchState.AwaitingTrial or BatchState.InReview or BatchState.AwaitingAcceptance or BatchState.Paused;

    private async Task DecideGateAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.State == BatchState.Paused) throw new ApiException($"The batch is paused: {batch.Reason}");
        var gate = batch.State switch { BatchState.AwaitingSpend => Gate.Spend, BatchState.AwaitingTrial => Gate.Trial, _ => Gate.Acceptance };
        var yes = approve == Approval.All || AnsiConsole.Confirm($"{Question(batch, gate)} Go on?", defaultValue: false);
        await api.DecideGateAsync(batch, gate, yes ? Verdict.Approve : Verdict.Reject, cancellationToken);
    }

    private static string Question(Batch batch, Gate gate) => gate switch
    {
        Gate.Spend => $"The quote is up to {batch.Quote?.High.Cost.Amount:0.00} {batch.Quote?.High.Cost.Currency}.",
        Gate.Trial => "The trial is done; look at its items.",
        _ => "The sample of the lot was not accepted.",
    };

    private async Task DecideReviewsAsync(Batch batch, CancellationToken cancellationToken)
    {
        foreach (var review in await api.OpenReviewsAsync(batch, cancellationToken))
        {
            var yes = approve == Approval.All || AnsiConsole.Confirm($"{Markup.Escape(review.ProductId)}: {Markup.Escape(string.Join(", ", review.Why))}. Approve?", defaultValue: false);
            await api.DecideReviewAsync(review, yes ? Verdict.Approve : Verdict.Reject, cancellationToken);
        }
    }

    private static Batch Explain(Batch batch)
    {
        AnsiConsole.WriteLine($"The batch waits ({batch.State}). Start 'aigc serve' on the same data folder and decide by POST /api/v1/reviews/ID/decision or /api/v1/batches/{batch.Id}/decisions/GATE.");
        return batch;
    }
}
