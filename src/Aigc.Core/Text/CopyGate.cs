using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Safety;
using Aigc.Core.Safety;
using Aigc.Core.Text.Facts;
using Aigc.Core.Text.Injection;

namespace Aigc.Core.Text;

/// <summary>What stands between a text and whoever reads it: facts, then safety. Nothing written is handed out or stored as accepted without.</summary>
internal sealed class CopyGate(FactGuard facts, SafetyChecker safety)
{
    public async Task<SlotResult> JudgeAsync(CopyContext context, SlotResult slot, CancellationToken cancellationToken)
    {
        if (slot.State is not (SlotState.Made or SlotState.InReview)) return slot;
        var guarded = facts.Guard(context.Product, slot, context.Language, context.Rules);
        var judged = Judged(guarded, await safety.CheckTextAsync(context.Channel, SlotTexts.Joined(guarded), context.Language, cancellationToken));
        return judged.State == SlotState.Made && InjectedText.IsIn(context.Product)
            ? judged with { State = SlotState.InReview, Reason = "source-text-suspicious", Detail = "The product's own words hold instructions to a model; they were left out." }
            : judged;
    }

    public static SlotResult Judged(SlotResult slot, SafetyVerdict verdict) => verdict.Action switch
    {
        SafetyAction.Block => slot with { State = SlotState.Blocked, Reason = "safety-blocked", Safety = verdict },
        SafetyAction.Review => slot with { State = SlotState.InReview, Reason = "safety-review", Safety = verdict },
        _ => slot with { Safety = verdict },
    };
}

/// <summary>What a text is judged by.</summary>
internal sealed record CopyContext(Product Product, string Channel, string Language, CopyRules Rules);
