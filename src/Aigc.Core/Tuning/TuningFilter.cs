using Aigc.Contracts.Items;
using Aigc.Contracts.Reviews;
using Aigc.Contracts.Safety;

namespace Aigc.Core.Tuning;

/// <summary>Which copy may teach a model: approved, in keeping with the product's facts, safe, and written by a model.</summary>
internal static class TuningFilter
{
    /// <summary>Null where it may.</summary>
    /// <param name="slot">As it stands.</param>
    public static string? ReasonAgainst(TuningRequest request, ItemResult item, SlotResult slot, Review? review)
    {
        if (slot.State is SlotState.Refused or SlotState.Failed) return TuningReasons.NotMade;
        if (slot.Safety?.Action == SafetyAction.Block || slot.Reason == "safety-blocked") return TuningReasons.Unsafe;
        if (item.State != ItemState.Accepted || slot.State != SlotState.Made) return TuningReasons.NotApproved;
        var person = ReviewWalk.IsByPerson(review, Verdict.Approve);
        if (request.By == TuningApproval.Person && !person) return TuningReasons.NotByPerson;
        // Doubtful words that only a policy let pass were looked at by nobody.
        if (!person && slot.Safety?.Action != SafetyAction.Pass) return TuningReasons.Unsafe;
        // Also where a person let a claim pass: a model would learn to make claims that its prompt does not bear out.
        if (slot.Facts is { Count: > 0 }) return TuningReasons.FactMarks;
        return slot.Production?.Model is null && !request.Rules ? TuningReasons.ByRules : null;
    }
}
