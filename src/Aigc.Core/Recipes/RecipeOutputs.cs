using Aigc.Contracts.Recipes;

namespace Aigc.Core.Recipes;

internal static class RecipeOutputs
{
    /// <summary>Whether any output is a picture; where none is, no photo is looked at.</summary>
    public static bool HasPictures(this Recipe recipe) => recipe.Outputs.Any(output => Slots.IsImage(output.Slot));
}
