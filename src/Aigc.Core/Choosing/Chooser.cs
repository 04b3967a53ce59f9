using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Categories;

namespace Aigc.Core.Choosing;

/// <summary>
/// Asks the decision factors of a recipe of one product after the other. What is not known yet can still be met or missed, so that a product whose
/// photo nobody has looked at is neither chosen nor skipped, unless the other factors settle it.
/// </summary>
internal sealed class Chooser(ChoosingPlan plan, CategoryTree tree)
{
    public static Chooser Everything { get; } = new(new() { Rules = [] }, CategoryTree.Shipped);

    /// <param name="photo">Null: nobody has looked at it yet.</param>
    public ItemChoice Choose(Product product, SeenPhoto? photo = null)
    {
        var (certain, possible, readings) = (0m, 0m, new List<FactorReading>(plan.Rules.Count));
        foreach (var rule in plan.Rules)
        {
            var reading = FactorReader.Read(rule, product, photo, tree);
            var weight = plan.Match == Matches.Score ? (decimal)rule.Weight : 1;
            if (reading.Met == true) certain += weight;
            if (reading.Met != false) possible += weight;
            readings.Add(reading);
        }
        var needed = plan.Match switch { Matches.Any => 1, Matches.Score => (decimal)plan.AtLeast!.Value, _ => plan.Rules.Count };
        bool? chosen = certain >= needed ? true : possible < needed ? false : null;
        return new(chosen, plan.Match == Matches.Score ? (double)certain : null, readings);
    }

    /// <summary>False where the feed alone tells that the product is skipped.</summary>
    public bool MayTake(Product product) => Choose(product).Chosen != false;

    /// <summary>True where the feed alone tells that the product is chosen.</summary>
    public bool Takes(Product product) => Choose(product).Chosen == true;
}
