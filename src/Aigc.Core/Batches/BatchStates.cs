using Aigc.Contracts.Batches;

namespace Aigc.Core.Batches;

public static class BatchStates
{
    public static bool IsFinal(BatchState state) => state is BatchState.Completed or BatchState.Failed or BatchState.Cancelled;
}
