using Aigc.Contracts.Reviews;
using Aigc.Core.Reviews;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>The stored decision of a gate, or null.</summary>
internal sealed class ReadGate(GateDesk gates) : TaskActivity<GateWait, GateDecision?>
{
    public override Task<GateDecision?> RunAsync(TaskActivityContext context, GateWait input) =>
        gates.GetAsync(input.Batch.Tenant, input.Batch.BatchId, input.Gate, CancellationToken.None);
}
