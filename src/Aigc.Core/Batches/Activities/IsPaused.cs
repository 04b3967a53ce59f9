using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Whether the operator still wants the batch to stand.</summary>
internal sealed class IsPaused(RunControl control) : TaskActivity<BatchInput, bool>
{
    public override async Task<bool> RunAsync(TaskActivityContext context, BatchInput input) =>
        await control.ReadAsync(input.Tenant, input.BatchId, CancellationToken.None) == RunSignal.Pause;
}
