using Aigc.Contracts.Products;
using Aigc.Core.Products;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>
/// Picks the trial sample, spread over the product types of the feed: the first of each type in turn, until the sample is full.
/// Returns the number of pages it was written to.
/// </summary>
internal sealed class SelectTrial(BatchStore batches, PageReader reader, PageWriter writer) : TaskActivity<BatchInput, int>
{
    public override async Task<int> RunAsync(TaskActivityContext context, BatchInput input)
    {
        var batch = (await batches.GetAsync(input.Tenant, input.BatchId, CancellationToken.None)).Batch;
        var size = batch.Recipe.Trial!.Size;
        var strata = new Dictionary<string, List<PageItem>>();
        for (var page = 0; page < batch.Ingest!.Pages; page++)
            foreach (var item in await reader.ReadAsync(input.Tenant, input.BatchId, input.Run, page, CancellationToken.None)) Add(strata, item, size);
        var sample = Rounds(strata).Take(size).OrderBy(item => item.Row).ToList();
        return await writer.WriteAsync(input.Tenant, input.BatchId, Runs.Trial, PageWriter.MaxPageSize, sample.ToAsyncEnumerable(), CancellationToken.None);
    }

    private static void Add(Dictionary<string, List<PageItem>> strata, PageItem item, int size)
    {
        var type = item.Product.ProductType ?? "";
        if (!strata.TryGetValue(type, out var stratum))
        {
            if (strata.Count >= 1_000) return;
            strata[type] = stratum = [];
        }
        if (stratum.Count < size) stratum.Add(item);
    }

    private static IEnumerable<PageItem> Rounds(Dictionary<string, List<PageItem>> strata)
    {
        for (var round = 0; strata.Values.Any(stratum => stratum.Count > round); round++)
            foreach (var stratum in strata.Values.Where(stratum => stratum.Count > round)) yield return stratum[round];
    }
}
