using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;

namespace Aigc.Core.Batches;

/// <summary>What an operator may do to a batch under way. Each is safe to repeat.</summary>
public sealed class BatchCommands
{
    private readonly BatchStore _batches;
    private readonly RunControl _control;
    private readonly ItemReader _items;

    internal BatchCommands(BatchStore batches, RunControl control, ItemReader items)
    {
        _batches = batches;
        _control = control;
        _items = items;
    }

    /// <summary>Asks the batch to stop: no further paid call is begun, reservations are released, what is done stays.</summary>
    /// <exception cref="ProblemException"><c>batch-finished</c> (409).</exception>
    public async Task<Batch> CancelAsync(string tenant, string id, IWorkflows workflows, CancellationToken cancellationToken = default)
    {
        var record = await UnderWayAsync(tenant, id, cancellationToken);
        await _control.SetAsync(tenant, id, RunSignal.Cancel, cancellationToken);
        await workflows.RaiseAsync(BatchIds.InstanceOf(tenant, id, record.Run), BatchEvents.Cancel, null, cancellationToken);
        return record.Batch;
    }

    /// <exception cref="ProblemException"><c>batch-finished</c> (409).</exception>
    public async Task<Batch> PauseAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        var record = await UnderWayAsync(tenant, id, cancellationToken);
        await _control.SetAsync(tenant, id, RunSignal.Pause, cancellationToken);
        return record.Batch;
    }

    /// <exception cref="ProblemException"><c>batch-finished</c> (409), also where it was cancelled.</exception>
    public async Task<Batch> ResumeAsync(string tenant, string id, IWorkflows workflows, CancellationToken cancellationToken = default)
    {
        var record = await UnderWayAsync(tenant, id, cancellationToken);
        if (await _control.SetAsync(tenant, id, RunSignal.Go, cancellationToken) == RunSignal.Cancel)
            throw new ProblemException("batch-finished", $"Batch '{id}' was cancelled.", 409);
        await workflows.RaiseAsync(BatchIds.InstanceOf(tenant, id, record.Run), BatchEvents.Resume, null, cancellationToken);
        return record.Batch;
    }

    /// <summary>Produces the failed items once more, as a new run of the same batch.</summary>
    /// <exception cref="ProblemException"><c>batch-not-finished</c> (409) or <c>nothing-failed</c> (409).</exception>
    public async Task<Batch> RetryFailedAsync(string tenant, string id, IWorkflows workflows, CancellationToken cancellationToken = default)
    {
        var record = await _batches.GetAsync(tenant, id, cancellationToken);
        if (record.Batch.State != BatchState.Completed) throw new ProblemException("batch-not-finished", "Only a completed batch can try its failed items again.", 409);
        if ((await _items.PageAsync(tenant, id, ItemState.Failed, 1, null, cancellationToken)).Items.Count == 0)
            throw new ProblemException("nothing-failed", "No item of this batch has failed.", 409);
        var batch = await _batches.UpdateAsync(tenant, id, BeginRetry, cancellationToken);
        await BatchStarter.StartAsync(batch, Runs.Retry(batch.Retries), workflows, cancellationToken);
        return batch;
    }

    // Two operators at once make one retry: the second finds the batch under way.
    private static BatchRecord BeginRetry(BatchRecord record) =>
        record.Batch.State != BatchState.Completed ? record : record with
        {
            Run = Runs.Retry(record.Batch.Retries + 1),
            FoldedPages = 0,
            Batch = record.Batch with { State = BatchState.Submitted, Retries = record.Batch.Retries + 1 },
        };

    private async Task<BatchRecord> UnderWayAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        var record = await _batches.GetAsync(tenant, id, cancellationToken);
        return BatchStates.IsFinal(record.Batch.State)
            ? throw new ProblemException("batch-finished", $"Batch '{id}' is {record.Batch.State} already.", 409)
            : record;
    }
}
