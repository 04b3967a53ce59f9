using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;

namespace Aigc.Core.Batches;

/// <summary>Arithmetic of counts.</summary>
internal static class Counting
{
    public static BatchCounts Plus(this BatchCounts a, BatchCounts b) => a with
    {
        Items = a.Items + b.Items,
        Done = a.Done + b.Done,
        Accepted = a.Accepted + b.Accepted,
        InReview = a.InReview + b.InReview,
        Rejected = a.Rejected + b.Rejected,
        Failed = a.Failed + b.Failed,
        Skipped = a.Skipped + b.Skipped,
        CopyMade = a.CopyMade + b.CopyMade,
        ImagesMade = a.ImagesMade + b.ImagesMade,
        ImagesRefused = a.ImagesRefused + b.ImagesRefused,
    };

    public static BatchCounts Of(IReadOnlyCollection<ItemResult> items) => new()
    {
        Done = items.Count,
        Accepted = items.Count(item => item.State == ItemState.Accepted),
        InReview = items.Count(item => item.State == ItemState.InReview),
        Rejected = items.Count(item => item.State == ItemState.Rejected),
        Failed = items.Count(item => item.State == ItemState.Failed),
        Skipped = items.Count(item => item.State == ItemState.Skipped),
        CopyMade = Slots(items, image: false).Count(WasMade),
        ImagesMade = Slots(items, image: true).Count(WasMade),
        ImagesRefused = Slots(items, image: true).Count(slot => slot.State == SlotState.Refused),
    };

    private static IEnumerable<SlotResult> Slots(IEnumerable<ItemResult> items, bool image) =>
        items.SelectMany(item => item.Slots).Where(slot => Contracts.Recipes.Slots.IsImage(slot.Slot) == image);

    private static bool WasMade(SlotResult slot) => slot.State is SlotState.Made or SlotState.InReview or SlotState.Blocked;
}
