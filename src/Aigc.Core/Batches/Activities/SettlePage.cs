using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Books what the calls of the page came to, as it was written down with each, and releases the rest of its reservation.</summary>
internal sealed class SettlePage(BatchMoney money) : TaskActivity<PageInput, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, PageInput input)
    {
        await money.SettleAsync(input.Hold(), CancellationToken.None);
        return null;
    }
}
