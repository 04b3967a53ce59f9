using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Core.Delivery;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Puts the batch into its final state and the news of it into the outbox.</summary>
internal sealed class FinishBatch(BatchStore batches, BatchMoney money, Outbox outbox) : TaskActivity<StateChange, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, StateChange input)
    {
        var (tenant, id, run) = input.Batch;
        // Pages that broke off have settled nothing yet: what is over leaves no reservation behind.
        await money.SettleAllAsync(tenant, id, CancellationToken.None);
        var spent = await money.SpentAsync(tenant, id, CancellationToken.None);
        var batch = await batches.UpdateAsync(tenant, id, record => record with { Run = run, Batch = record.Batch with { State = input.State, Reason = input.Reason, Spent = spent } }, CancellationToken.None);
        var type = $"aigc.batch.{input.State.ToString().ToLowerInvariant()}";
        // The id follows from what happened, so that a repeated step adds no second event.
        await outbox.AddAsync(tenant, new OutgoingEvent($"{id}-{batch.Retries}-{input.State.ToString().ToLowerInvariant()}", type, batch.UpdatedAt, JsonSerializer.SerializeToElement(new BatchNews(id, batch.State, batch.Reason, batch.Counts, spent), AigcJson.Default.BatchNews))
        {
            Subject = id,
            WebhookUrl = batch.Recipe.Delivery.WebhookUrl,
        }, CancellationToken.None);
        return null;
    }
}
