using Aigc.Contracts.Recipes;

namespace Aigc.Core.Recipes;

/// <summary>What is made where nobody says anything.</summary>
public static class RecipeDefaults
{
    /// <summary>Attributes, an English title, five selling points, a description, the product on white and one scene, 1000 x 1000 pixels each.</summary>
    public static Recipe Recipe { get; } = new()
    {
        Outputs =
        [
            new OutputSpec { Slot = Slots.Attributes },
            new OutputSpec { Slot = $"{Slots.Title}.en" },
            new OutputSpec { Slot = $"{Slots.Highlights}.en", Count = 5 },
            new OutputSpec { Slot = $"{Slots.Description}.en" },
            new OutputSpec { Slot = Slots.ImageWhite },
            new OutputSpec { Slot = Slots.ImageScene },
        ],
    };
}
