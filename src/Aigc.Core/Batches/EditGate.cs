using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;
using Aigc.Core.Reviews;
using Aigc.Core.Text;

namespace Aigc.Core.Batches;

/// <summary>Judges what a reviewer writes in place of what was made as the product's own words are judged: lengths, facts, safety.</summary>
internal sealed class EditGate(BatchStore batches, ItemReader items, CopyGate gate)
{
    // A review and its item are small records; in a table a long text is cut into few pieces.
    private const int MostText = 20_000;
    private const int MostPoints = 50;

    /// <summary>The decision with what was found in its edits.</summary>
    /// <exception cref="ProblemException"><c>not-found</c> (404), <c>edit-invalid</c> (422), <c>edit-refused</c> (422): safety blocks the words.</exception>
    public async Task<ReviewDecision> JudgedAsync(string tenant, string reviewId, ReviewDecision decision, CancellationToken cancellationToken)
    {
        if (decision.Edits is not { Count: > 0 } edits) return decision with { Edits = null };
        if (decision.Verdict != Verdict.Approve) throw Invalid("Only an approval carries edits.");
        if (edits.Any(edit => edit?.Slot is null) || edits.DistinctBy(edit => edit.Slot).Count() < edits.Count) throw Invalid("Each edit names a slot of its own.");
        if (edits.Sum(edit => (edit.Text?.Length ?? 0) + (edit.Points?.Sum(point => point?.Length ?? 0) ?? 0)) > MostText) throw Invalid($"Edits have up to {MostText} characters together.");
        if (!ReviewIds.TryParse(reviewId, out var batchId, out var row) || await items.FindAsync(tenant, batchId, row, cancellationToken) is not { } item) throw new ProblemException("not-found", "There is no such review.", 404);
        var batch = (await batches.GetAsync(tenant, batchId, cancellationToken)).Batch;
        var judged = new List<SlotEdit>();
        foreach (var edit in edits) judged.Add(await JudgedAsync(batch, item, edit, cancellationToken));
        return decision with { Edits = judged };
    }

    private async Task<SlotEdit> JudgedAsync(Batch batch, ItemResult item, SlotEdit edit, CancellationToken cancellationToken)
    {
        if (item.Slots.FirstOrDefault(made => made.Slot == edit.Slot && made.State is SlotState.Made or SlotState.InReview) is not { } slot) throw Invalid($"The item has no words in '{edit.Slot}'.");
        if (edit.Text is null == edit.Points is null || slot.Text is null != edit.Text is null || slot.Points is null != edit.Points is null) throw Invalid($"An edit of '{edit.Slot}' gives {(slot.Text is not null ? "'text'" : slot.Points is not null ? "'points'" : "nothing: its words are no text")}.");
        var language = Slots.LanguageOf(slot.Slot) ?? batch.Recipe.Language;
        var longest = Math.Min(batch.Recipe.Outputs.FirstOrDefault(output => output.Slot == slot.Slot)?.MaxLength ?? int.MaxValue, CopyLimits.Of(Slots.KindOf(slot.Slot), language));
        IReadOnlyList<string> pieces = edit.Points ?? [edit.Text!];
        if (pieces.Count is 0 or > MostPoints || pieces.Any(piece => CopyNormaliser.Line(piece, int.MaxValue) is not { } line || TextLength.Of(line) > longest)) throw Invalid($"A text of '{edit.Slot}' has 1 to {longest} characters.");
        var clean = edit with { Text = CopyNormaliser.Line(edit.Text, int.MaxValue), Points = edit.Points?.Select(point => CopyNormaliser.Line(point, int.MaxValue)!).ToList(), Facts = null, Safety = null };
        var judged = await gate.JudgeAsync(new(item.Product, batch.Recipe.Channel, language, batch.Recipe.Rules), ItemStates.Edited(slot, clean), cancellationToken);
        if (judged.State == SlotState.Blocked) throw new ProblemException("edit-refused", $"The words for '{edit.Slot}' are not allowed: {judged.Reason}.", 422);
        return clean with { Facts = judged.Facts, Safety = judged.Safety };
    }

    private static ProblemException Invalid(string what) => new("edit-invalid", what, 422);
}
