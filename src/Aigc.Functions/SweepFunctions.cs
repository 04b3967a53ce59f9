using Aigc.Core.Batches;
using Aigc.Core.Costs;
using Aigc.Core.Delivery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Aigc.Functions;

/// <summary>What is done from time to time: wake what waits, send what is to be sent.</summary>
public sealed class SweepFunctions(BatchSweeper batches, LedgerSweeper ledger, OutboxRelay outbox)
{
    [Function(nameof(SweepBatches))]
    public Task SweepBatches([TimerTrigger("*/30 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) => batches.SweepAsync(new Workflows(client), cancellationToken);

    [Function(nameof(SweepLedger))]
    public Task SweepLedger([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => ledger.SweepAsync(cancellationToken);

    [Function(nameof(RelayOutbox))]
    public Task RelayOutbox([TimerTrigger("*/5 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => outbox.RunOnceAsync(cancellationToken);
}
