using Aigc.Contracts.Items;
using Aigc.Core.Text.Facts.Measures;

namespace Aigc.Core.Text.Translation;

/// <summary>Holds a translation against its source: by what comes back when it is translated back, and by the numbers on both sides.</summary>
internal static class TranslationJudge
{
    /// <summary>Below this, back and source differ by more than wording. A faithful round trip of listing copy scores 0.6 and more, an unrelated text below 0.3.</summary>
    public const double LeastSimilarity = 0.45;

    /// <param name="back">The translation translated back; null where that was not done.</param>
    public static SlotResult Judge(SlotResult made, TranslationSource source, SlotResult? back)
    {
        var (before, after) = (string.Join('\n', source.Pieces), SlotTexts.Joined(made));
        var similarity = back is null ? (double?)null : Math.Round(ChrF.Score(SlotTexts.Joined(back), before), 3);
        var check = new TranslationCheck(source.Slot, similarity, NumbersKept(before, after), back is null ? null : SlotTexts.Joined(back));
        var judged = made with { Translation = check };
        return !check.NumbersKept ? Held(judged, "The numbers of the translation are not those of its source.")
            : similarity < LeastSimilarity ? Held(judged, $"Translated back it gives only {similarity:0.00} of its source again.")
            : judged;
    }

    private static SlotResult Held(SlotResult made, string why) => made with { State = SlotState.InReview, Reason = "translation-differs", Detail = why };

    private static bool NumbersKept(string before, string after)
    {
        var (a, b) = (MeasureReader.Read(before), MeasureReader.Read(after));
        return a.All(measure => b.Any(measure.Agrees)) && b.All(measure => a.Any(measure.Agrees));
    }
}
