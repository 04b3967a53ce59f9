using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Reviews;
using Aigc.Contracts.Safety;
using Aigc.Core.Batches;
using Aigc.Core.Reviews;

namespace Aigc.Core.Tuning;

/// <summary>The words that people rejected in an earlier batch, found by product. Only row numbers are held: one for each rejection that a person made.</summary>
internal sealed class RejectedAnswers(Batch batch, ItemReader items, TuningPrompts prompts)
{
    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);

    public async Task ReadAsync(ReviewDesk desk, CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await desk.ListAsync(batch.Tenant, batch.Id, ReviewState.Rejected, 200, continuation, cancellationToken);
            foreach (var review in page.Reviews.Where(review => ReviewWalk.IsByPerson(review, Verdict.Reject))) _rows[review.ProductId] = review.Row;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>What was rejected as an answer to the very same prompt; null where nothing was.</summary>
    public async Task<string?> FindAsync(string productId, string slotName, IReadOnlyList<TuningMessage> messages, CancellationToken cancellationToken)
    {
        if (!_rows.TryGetValue(productId, out var row) || await items.FindAsync(batch.Tenant, batch.Id, row, cancellationToken) is not { State: ItemState.Rejected } item) return null;
        if (item.Slots.FirstOrDefault(slot => slot.Slot == slotName) is not { Reason: "rejected-in-review", Safety.Action: not SafetyAction.Block } slot) return null;
        // A slot that was translated must be told from what stood beside it, which is withheld by now.
        var before = item with { Slots = [.. item.Slots.Select(one => one.State == SlotState.Blocked ? one with { State = SlotState.Made } : one)] };
        return await prompts.ReplayAsync(batch, before, slot, cancellationToken) is { } replay && TuningPrompts.Messages(replay).SequenceEqual(messages) ? replay.AnswerFor(slot) : null;
    }
}
