using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Core.Text.Categories;

namespace Aigc.Core.Text.Gaps;

/// <summary>The gap report by itself: what the products say, without completing anything.</summary>
public sealed class GapReporter(CategoryStore categories)
{
    public async Task<GapReport> ReportAsync(string tenant, IReadOnlyList<Product> products, CancellationToken cancellationToken = default)
    {
        var counter = new GapCounter(await categories.TreeAsync(tenant, cancellationToken));
        foreach (var product in products) counter.Add(product, null);
        return counter.Report();
    }
}
