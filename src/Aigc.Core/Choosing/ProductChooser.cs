using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Categories;

namespace Aigc.Core.Choosing;

/// <summary>Gets the decision factors of a recipe ready to be asked.</summary>
internal sealed class ProductChooser(CategoryStore categories)
{
    public async Task<Chooser> OfAsync(string tenant, Recipe recipe, CancellationToken cancellationToken) =>
        recipe.Choosing is { } plan ? new(plan, await categories.TreeAsync(tenant, cancellationToken)) : Chooser.Everything;
}
