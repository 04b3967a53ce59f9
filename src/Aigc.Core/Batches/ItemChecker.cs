using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Safety;
using Aigc.Core.Images;
using Aigc.Core.Safety;

namespace Aigc.Core.Batches;

/// <summary>Judges an item: what the merchant wrote, each text and each picture that was made, and whether a person should look.</summary>
internal sealed class ItemChecker(SafetyChecker safety, SourceLibrary assets)
{
    public async Task<ItemResult> CheckAsync(Batch batch, ItemResult draft, CancellationToken cancellationToken)
    {
        var slots = new List<SlotResult>(draft.Slots.Count);
        foreach (var slot in draft.Slots) slots.Add(slot.State == SlotState.Made ? Judged(slot, await CheckAsync(batch, slot, cancellationToken)) : slot);
        if (await SourceIsFlaggedAsync(batch, draft, cancellationToken)) slots = [.. slots.Select(slot => slot.State == SlotState.Made ? Held(slot, "source-text-flagged") : slot)];
        if (draft.Triage?.Reasons.Any(reason => reason.Overruled) == true) slots = [.. slots.Select(slot => slot.State == SlotState.Made && slot.Asset is not null ? Held(slot, "screening-overruled") : slot)];
        var (state, reason) = ItemStates.Of(slots);
        if (state == ItemState.Accepted && IsSampled(batch, draft.Row)) (state, reason) = (ItemState.InReview, "sample");
        return draft with { Slots = slots, State = state, Reason = reason };
    }

    private async Task<SafetyVerdict> CheckAsync(Batch batch, SlotResult slot, CancellationToken cancellationToken)
    {
        var channel = batch.Recipe.Channel;
        if (slot.Asset is { } asset) return await safety.CheckImageAsync(channel, await assets.ReadAsync(batch.Tenant, asset, cancellationToken), asset.ContentType, cancellationToken);
        return await safety.CheckTextAsync(channel, TextOf(slot), Slots.LanguageOf(slot.Slot) ?? batch.Recipe.Language, cancellationToken);
    }

    private async Task<bool> SourceIsFlaggedAsync(Batch batch, ItemResult draft, CancellationToken cancellationToken)
    {
        var verdict = await safety.CheckTextAsync(batch.Recipe.Channel, $"{draft.Product.Title}\n{draft.Product.Description}", null, cancellationToken);
        return verdict.Action != SafetyAction.Pass;
    }

    private static SlotResult Judged(SlotResult slot, SafetyVerdict verdict) => verdict.Action switch
    {
        SafetyAction.Block => slot with { State = SlotState.Blocked, Reason = "safety-blocked", Safety = verdict },
        SafetyAction.Review => Held(slot, "safety-review") with { Safety = verdict },
        _ => slot with { Safety = verdict },
    };

    private static SlotResult Held(SlotResult slot, string reason) => slot with { State = SlotState.InReview, Reason = reason };

    private static string TextOf(SlotResult slot) =>
        string.Join('\n', [slot.Text ?? "", .. slot.Points ?? [], .. (slot.Attributes ?? []).Select(attribute => $"{attribute.Name}: {attribute.Value}")]);

    // Drawn by hash: the same item is in the sample however often it is produced.
    private static bool IsSampled(Batch batch, long row) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{batch.Id}|{row}"))) / (double)ulong.MaxValue < batch.Recipe.Review.SampleRate;
}
