using Aigc.Contracts.Items;
using Aigc.Contracts.Reviews;

namespace Aigc.Core.Batches;

/// <summary>How the state of an item follows from its slots and from what people decide.</summary>
internal static class ItemStates
{
    /// <summary>A failed slot fails the item (it can be tried again); then a blocked one rejects it; then one in review holds it.</summary>
    public static (ItemState State, string? Reason) Of(IReadOnlyList<SlotResult> slots)
    {
        foreach (var (slotState, itemState) in new[] { (SlotState.Failed, ItemState.Failed), (SlotState.Blocked, ItemState.Rejected), (SlotState.InReview, ItemState.InReview) })
            if (slots.FirstOrDefault(slot => slot.State == slotState) is { } slot) return (itemState, slot.Reason);
        return (ItemState.Accepted, null);
    }

    /// <summary>The stored result with what was decided since, and with what a reviewer wrote.</summary>
    public static ItemResult Shown(ItemResult item, ItemRecord record)
    {
        var decided = Overlay(item, record);
        return record.Edits is not { Count: > 0 } edits ? decided : decided with { Slots = [.. decided.Slots.Select(slot => edits.FirstOrDefault(edit => edit.Slot == slot.Slot) is { } edit ? Edited(slot, edit) : slot)] };
    }

    public static SlotResult Edited(SlotResult slot, SlotEdit edit) => slot with { Text = edit.Text ?? slot.Text, Points = edit.Points ?? slot.Points, Facts = edit.Facts, Safety = edit.Safety ?? slot.Safety, Edited = true };

    /// <summary>A decided review shows in the slots it was about: an approved slot is made, a rejected one withheld.</summary>
    public static ItemResult Overlay(ItemResult item, ItemRecord record)
    {
        if (record.State == item.State) return item;
        var slots = record.State switch
        {
            ItemState.Accepted => item.Slots.Select(slot => slot.State == SlotState.InReview ? slot with { State = SlotState.Made } : slot),
            ItemState.Rejected => item.Slots.Select(slot => slot.State is SlotState.InReview or SlotState.Made ? slot with { State = SlotState.Blocked, Reason = record.Reason } : slot),
            _ => item.Slots,
        };
        return item with { State = record.State, Reason = record.Reason, Slots = [.. slots] };
    }
}
