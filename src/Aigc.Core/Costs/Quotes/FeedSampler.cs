using Aigc.Contracts.Batches;
using Aigc.Core.Choosing;
using Aigc.Core.Products;

namespace Aigc.Core.Costs;

/// <summary>
/// Looks at a feed's pages, at so many at the most, spread evenly over it: a feed of millions is sampled as fast as one of thousands. What the decision
/// factors of the recipe skip is not in the sample.
/// </summary>
internal sealed class FeedSampler(PageReader pages, ProductChooser choosers)
{
    private const int MostPages = 40;

    public async Task<StratifiedSample> LookAsync(Batch batch, string run, int count, CancellationToken cancellationToken)
    {
        var sample = new StratifiedSample();
        var chooser = await choosers.OfAsync(batch.Tenant, batch.Recipe, cancellationToken);
        var looks = Math.Min(count, MostPages);
        for (var look = 0; look < looks; look++)
            foreach (var item in await pages.ReadAsync(batch.Tenant, batch.Id, run, (int)((long)look * count / looks), cancellationToken))
            {
                if (chooser.MayTake(item.Product)) sample.Add(item);
                else sample.LeaveOut();
            }
        return sample;
    }
}
