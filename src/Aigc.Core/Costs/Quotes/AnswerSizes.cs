using Aigc.Contracts.Recipes;

namespace Aigc.Core.Costs;

/// <summary>How long answers are, before any was seen: the middle of what models write for a slot of this kind. A trial takes the place of it.</summary>
internal static class AnswerSizes
{
    /// <summary>How far a model's habits are off from it: one standard deviation, as a share.</summary>
    public const double Spread = 0.3;

    /// <summary>Calls made a second time, because the first answer could not be used.</summary>
    public const double Repairs = 0.03;

    private const int Frame = 12;

    /// <summary>In tokens.</summary>
    public static double Tokens(OutputSpec output, string language)
    {
        // Characters a token: Chinese, Japanese and Korean are written with few characters, most of which are a token each.
        var perToken = language.Split('-')[0] is "zh" or "ja" or "ko" ? 1.4 : 4.4;
        return Frame + (Characters(output) / (perToken == 1.4 ? 3.0 : 1.0) / perToken);
    }

    // Of a text in English; one in Chinese has a third of them.
    private static double Characters(OutputSpec output) => Slots.KindOf(output.Slot) switch
    {
        Slots.Title => Math.Min(output.MaxLength ?? 150, 150) * 0.6,
        Slots.Highlights => (output.Count ?? 5) * Math.Min(output.MaxLength ?? 150, 150) * 0.6,
        Slots.Description => Math.Min(output.MaxLength ?? 800, 2_000) * 0.8,
        Slots.Attributes => 900,
        // Each kind of them, with what it rests on.
        Slots.Ideas => (output.Count ?? 5) * 3 * 110,
        _ => 600,
    };
}
