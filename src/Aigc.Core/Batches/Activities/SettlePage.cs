using Aigc.Core.Costs;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Books what the page has used and releases the rest of its reservation.</summary>
internal sealed class SettlePage(Ledger ledger) : TaskActivity<Settlement, object?>
{
    public override async Task<object?> RunAsync(TaskActivityContext context, Settlement input)
    {
        await ledger.SettleAsync(input.Page.Hold(), input.Used, CancellationToken.None);
        return null;
    }
}
