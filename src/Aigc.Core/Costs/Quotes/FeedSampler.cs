using Aigc.Core.Products;

namespace Aigc.Core.Costs;

/// <summary>Looks at a feed's pages, at so many at the most, spread evenly over it: a feed of millions is sampled as fast as one of thousands.</summary>
internal sealed class FeedSampler(PageReader pages)
{
    private const int MostPages = 40;

    public async Task<StratifiedSample> LookAsync(string tenant, string batchId, string run, int count, CancellationToken cancellationToken)
    {
        var sample = new StratifiedSample();
        var looks = Math.Min(count, MostPages);
        for (var look = 0; look < looks; look++)
            foreach (var item in await pages.ReadAsync(tenant, batchId, run, (int)((long)look * count / looks), cancellationToken)) sample.Add(item);
        return sample;
    }
}
