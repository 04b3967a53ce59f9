using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Core.Delivery;

namespace Aigc.Core.Batches;

/// <summary>Notices that a run will be dearer than its quote said, while there is still time to stop it.</summary>
internal sealed class SpendWatch(Outbox outbox, TimeProvider time)
{
    // The first few items say little of the rest.
    private const long FewItems = 20;
    private const double FewShare = 0.02;

    /// <summary>Null while the run keeps to its quote. A trial is not judged: it makes the quote better.</summary>
    /// <param name="done">Items that are done.</param>
    public SpendAlarm? AlarmOf(Batch batch, string run, long done, Money spent)
    {
        if (run == Runs.Trial || batch.Quote is not { High.Cost: { Amount: > 0 } high } quote) return null;
        var (since, before) = (done - quote.DoneBefore, quote.SpentBefore?.Amount ?? 0);
        var used = spent.Amount - before;
        var tells = since >= Math.Max(FewItems, quote.Products * FewShare);
        var projected = tells ? Math.Max(used, decimal.Round(used / since * quote.Products, 6)) : used;
        return projected > high.Amount ? new(spent with { Amount = projected }, high, time.GetUtcNow()) : null;
    }

    /// <summary>Tells the tenant's systems of the alarm, once a run.</summary>
    public async Task TellAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.Alarm is not { } alarm) return;
        var news = JsonSerializer.SerializeToElement(new BatchNews(batch.Id, batch.State, batch.Reason, batch.Counts, batch.Spent, alarm), AigcJson.Default.BatchNews);
        await outbox.AddAsync(batch.Tenant, new OutgoingEvent($"{batch.Id}-{batch.Retries}-overquote", "aigc.batch.overquote", alarm.At, news) { Subject = batch.Id, WebhookUrl = batch.Recipe.Delivery.WebhookUrl }, cancellationToken);
    }
}
