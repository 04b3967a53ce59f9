using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Shows the batch in its new state. A final state is never left.</summary>
internal sealed class MoveBatch(BatchStore batches) : TaskActivity<StateChange, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, StateChange input)
    {
        var (tenant, id, run) = input.Batch;
        await batches.UpdateAsync(tenant, id, record => BatchStates.IsFinal(record.Batch.State) ? record : Moved(record, input, run), CancellationToken.None);
        return null;
    }

    // A run shows its own progress; a run that comes back to its start after the trial begins to count anew. What its pages have reported by now is kept.
    private static BatchRecord Moved(BatchRecord record, StateChange change, string run) => record with
    {
        Run = run,
        FoldedPages = record.Run == run ? record.FoldedPages : 0,
        Batch = record.Batch with { State = change.State, Reason = change.Reason, Counts = record.Run == Runs.Trial && run != Runs.Trial ? new() { Items = record.Batch.Counts.Items } : record.Batch.Counts },
    };
}
