using Aigc.Contracts.Batches;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Recipes;

internal static class RecipeOutputs
{
    /// <summary>Whether any output is a picture; where none is, no photo is looked at.</summary>
    public static bool HasPictures(this Recipe recipe) => recipe.Outputs.Any(output => Slots.IsImage(output.Slot));

    /// <summary>Whether items are looked at before anything is made of them.</summary>
    public static bool LooksFirst(this Recipe recipe) => recipe.Choosing is not null || recipe.HasPictures();

    /// <summary>Items that the quote counts: those that the feed alone skips are not among them, those that their photo skips are.</summary>
    public static long Quoted(this Recipe recipe, BatchCounts counts) =>
        recipe.Choosing?.Rules.Any(rule => Factors.IsOfPhoto(rule.Factor)) == true ? counts.Done : counts.Done - counts.Skipped;
}
