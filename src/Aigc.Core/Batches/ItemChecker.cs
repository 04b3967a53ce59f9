using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Safety;
using Aigc.Core.Images;
using Aigc.Core.Safety;
using Aigc.Core.Text;

namespace Aigc.Core.Batches;

/// <summary>Judges an item: what the merchant wrote, each text and each picture that was made, and whether a person should look.</summary>
internal sealed class ItemChecker(CopyGate gate, SafetyChecker safety, SourceLibrary assets)
{
    public async Task<ItemResult> CheckAsync(Batch batch, ItemResult draft, CancellationToken cancellationToken)
    {
        // Nothing was made of it, and nothing is asked about it.
        if (draft.State != ItemState.Produced) return draft;
        var slots = new List<SlotResult>(draft.Slots.Count);
        foreach (var slot in draft.Slots) slots.Add(await CheckAsync(batch, draft, slot, cancellationToken));
        if (await SourceIsFlaggedAsync(batch, draft, cancellationToken)) slots = [.. slots.Select(slot => slot.State == SlotState.Made ? Held(slot, "source-text-flagged") : slot)];
        if (draft.Triage?.Reasons.Any(reason => reason.Overruled) == true) slots = [.. slots.Select(slot => slot.State == SlotState.Made && slot.Asset is not null ? Held(slot, "screening-overruled") : slot)];
        var (state, reason) = ItemStates.Of(slots);
        if (state == ItemState.Accepted && IsSampled(batch, draft.Row)) (state, reason) = (ItemState.InReview, "sample");
        return draft with { Slots = slots, State = state, Reason = reason };
    }

    private async Task<SlotResult> CheckAsync(Batch batch, ItemResult draft, SlotResult slot, CancellationToken cancellationToken)
    {
        if (slot.Asset is null) return await gate.JudgeAsync(new(draft.Product, batch.Recipe.Channel, Slots.LanguageOf(slot.Slot) ?? batch.Recipe.Language, batch.Recipe.Rules), slot, cancellationToken);
        if (slot.State != SlotState.Made) return slot;
        return CopyGate.Judged(slot, await safety.CheckImageAsync(batch.Recipe.Channel, await assets.ReadAsync(batch.Tenant, slot.Asset, cancellationToken), slot.Asset.ContentType, cancellationToken));
    }

    private async Task<bool> SourceIsFlaggedAsync(Batch batch, ItemResult draft, CancellationToken cancellationToken)
    {
        var verdict = await safety.CheckTextAsync(batch.Recipe.Channel, $"{draft.Product.Title}\n{draft.Product.Description}", null, cancellationToken);
        return verdict.Action != SafetyAction.Pass;
    }

    private static SlotResult Held(SlotResult slot, string reason) => slot with { State = SlotState.InReview, Reason = reason };

    // Drawn by hash: the same item is in the sample however often it is produced.
    private static bool IsSampled(Batch batch, long row) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{batch.Id}|{row}"))) / (double)ulong.MaxValue < batch.Recipe.Review.SampleRate;
}
