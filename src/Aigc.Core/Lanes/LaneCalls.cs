using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Translation;

namespace Aigc.Core.Lanes;

/// <summary>
/// In which pass through the lane a slot's calls can be made: copy and translations of the feed at once, translations of a slot once that is there, and the
/// translation back of each once that is.
/// </summary>
internal static class LaneCalls
{
    public static int Passes(Recipe recipe) => recipe.Outputs.Where(IsCopy).Select(output => LastOf(output) + 1).DefaultIfEmpty(0).Max();

    /// <summary>The slot has a call in the pass.</summary>
    public static bool IsIn(OutputSpec output, int pass) => IsCopy(output) && pass >= FirstOf(output) && pass <= LastOf(output);

    /// <summary>Of its calls, those that can go through the lane in so many passes: 0 to 1.</summary>
    public static decimal ShareIn(OutputSpec output, int passes) => !IsCopy(output) ? 0 : Math.Clamp(passes - FirstOf(output), 0, Calls(output)) / (decimal)Calls(output);

    private static bool IsCopy(OutputSpec output) => !Slots.IsImage(output.Slot);

    private static int FirstOf(OutputSpec output) => output.From is null or TranslationSources.Feed ? 0 : 1;

    private static int LastOf(OutputSpec output) => FirstOf(output) + Calls(output) - 1;

    private static int Calls(OutputSpec output) => output.From is null ? 1 : 2;
}
