using Aigc.Contracts.Batches;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Shows the state of a batch to whoever asks for it.</summary>
internal static class StateShowing
{
    /// <summary>No step needs the state that is shown: what does not wait for people need not wait until it is written.</summary>
    public static Task ShowAsync(this TaskOrchestrationContext context, BatchInput batch, BatchState state, string? reason = null) =>
        context.CallActivityAsync(nameof(MoveBatch), new StateChange(batch, state, reason), Tries.Default);
}
