using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Lets the batch stand until somebody resumes it. A batch that was cancelled stays so.</summary>
internal sealed class PauseBatch(RunControl control) : TaskActivity<BatchInput, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, BatchInput input)
    {
        await control.SetAsync(input.Tenant, input.BatchId, RunSignal.Pause, CancellationToken.None);
        return null;
    }
}
