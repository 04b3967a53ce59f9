using Aigc.Core.Choosing;
using Aigc.Core.Recipes;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Reserves what a page will hardly cost more than, as long as the quote holds that was decided on. No reserve, no call.</summary>
internal sealed class ReservePage(BatchStore batches, ChunkWork work, BatchMoney money, ProductChooser choosers) : TaskActivity<PageInput, PageReservation>
{
    public override async Task<PageReservation> RunAsync(TaskActivityContext context, PageInput input)
    {
        var (tenant, id, run) = input.Batch;
        var batch = (await batches.GetAsync(tenant, id, CancellationToken.None)).Batch;
        var items = await work.Pages.ReadAsync(tenant, id, run, input.Page, CancellationToken.None);
        var size = work.Options.ChunkSize;
        var chunks = (items.Count + size - 1) / size;
        if (!await money.QuoteHoldsAsync(batch, CancellationToken.None)) return new(false, chunks, size, StopReason.QuoteOutdated);
        var chooser = await choosers.OfAsync(tenant, batch.Recipe, CancellationToken.None);
        var worth = items.Count(item => chooser.MayTake(item.Product));
        return new(await money.ReserveAsync(batch, input.Hold(), worth, CancellationToken.None) is null, chunks, size) { CopyOnly = !batch.Recipe.LooksFirst() };
    }
}
