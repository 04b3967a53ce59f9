using Aigc.Core.Costs;
using Aigc.Core.Recipes;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Batches;

/// <summary>Reserves the most that a page can cost. No reserve, no call.</summary>
internal sealed class ReservePage(BatchStore batches, Ledger ledger, PageCache pages, PageCosts costs) : TaskActivity<PageInput, PageReservation>
{
    public override async Task<PageReservation> RunAsync(TaskActivityContext context, PageInput input)
    {
        var (tenant, id, run) = input.Batch;
        var batch = (await batches.GetAsync(tenant, id, CancellationToken.None)).Batch;
        var items = (await pages.ReadAsync(tenant, id, run, input.Page, CancellationToken.None)).Count;
        var granted = await ledger.ReserveAsync(input.Hold(), items * costs.UpperBound(batch.Recipe), costs.LimitsOf(batch.Recipe), CancellationToken.None);
        return new(granted, (items + costs.ChunkSize - 1) / costs.ChunkSize, costs.ChunkSize) { CopyOnly = !batch.Recipe.HasPictures() };
    }
}

/// <summary>What a page of a recipe may cost, and within which limits.</summary>
internal sealed class PageCosts(Prices prices, IOptions<BatchOptions> options)
{
    public int ChunkSize => options.Value.ChunkSize;

    public long UpperBound(Contracts.Recipes.Recipe recipe) => prices.UpperBound(recipe);

    public Limits LimitsOf(Contracts.Recipes.Recipe recipe) => new(Micro(prices.List.TenantBudget), Micro(recipe.Budget?.Amount));

    private static long? Micro(decimal? amount) => amount is { } value ? (long)(value * 1_000_000) : null;
}
