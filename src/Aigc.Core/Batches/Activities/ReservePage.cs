using Aigc.Core.Recipes;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Batches;

/// <summary>Reserves what a page will hardly cost more than, as long as the quote holds that was decided on. No reserve, no call.</summary>
internal sealed class ReservePage(BatchStore batches, PageCache pages, BatchMoney money, IOptions<BatchOptions> options) : TaskActivity<PageInput, PageReservation>
{
    public override async Task<PageReservation> RunAsync(TaskActivityContext context, PageInput input)
    {
        var (tenant, id, run) = input.Batch;
        var batch = (await batches.GetAsync(tenant, id, CancellationToken.None)).Batch;
        var items = (await pages.ReadAsync(tenant, id, run, input.Page, CancellationToken.None)).Count;
        var size = options.Value.ChunkSize;
        var chunks = (items + size - 1) / size;
        if (!await money.QuoteHoldsAsync(batch, CancellationToken.None)) return new(false, chunks, size, StopReason.QuoteOutdated);
        return new(await money.ReserveAsync(batch, input.Hold(), items, CancellationToken.None) is null, chunks, size) { CopyOnly = !batch.Recipe.HasPictures() };
    }
}
