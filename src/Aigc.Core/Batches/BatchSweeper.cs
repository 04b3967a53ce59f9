using Aigc.Contracts.Batches;

namespace Aigc.Core.Batches;

/// <summary>Heals what a crash between two writes leaves behind: batches that were recorded but not started, waits that missed their wake-up.</summary>
public sealed class BatchSweeper
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private readonly BatchStore _batches;
    private readonly TimeProvider _time;

    internal BatchSweeper(BatchStore batches, TimeProvider time)
    {
        _batches = batches;
        _time = time;
    }

    /// <summary>The number of batches that were started or woken. A wake-up too many does no harm: the batch looks and waits on.</summary>
    public async Task<int> SweepAsync(IWorkflows workflows, CancellationToken cancellationToken = default)
    {
        var touched = 0;
        await foreach (var record in _batches.ScanAsync(cancellationToken))
        {
            if (BatchStates.IsFinal(record.Batch.State) || _time.GetUtcNow() - record.Batch.UpdatedAt < Grace) continue;
            if (record.Batch.State == BatchState.Submitted) await BatchStarter.StartAsync(record.Batch, record.Run, workflows, cancellationToken);
            else if (WakeOf(record.Batch.State) is { } wake) await workflows.RaiseAsync(BatchIds.InstanceOf(record.Batch.Tenant, record.Batch.Id, record.Run), wake, null, cancellationToken);
            else continue;
            touched++;
        }
        return touched;
    }

    private static string? WakeOf(BatchState state) => state switch
    {
        BatchState.AwaitingSpend => BatchEvents.Of(Contracts.Reviews.Gate.Spend),
        BatchState.AwaitingTrial => BatchEvents.Of(Contracts.Reviews.Gate.Trial),
        BatchState.AwaitingAcceptance => BatchEvents.Of(Contracts.Reviews.Gate.Acceptance),
        BatchState.InReview => BatchEvents.Review,
        BatchState.Paused => BatchEvents.Resume,
        _ => null,
    };
}
