using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Core.Images;

namespace Aigc.Core.Batches;

/// <summary>Pictures on the ledger: all slots of a photo are one call.</summary>
internal sealed class PaidImages(ImageProducer producer, Spending spending, Prices prices)
{
    public Task<IReadOnlyList<SlotResult>> ProduceAsync(string tenant, AssetRef source, TriageVerdict? triage, string? category, IReadOnlyList<OutputSpec> outputs, CancellationToken cancellationToken) =>
        spending.PayAsync(new(tenant, Prices.Images, prices.OfImages(outputs.Count)), _ => producer.ProduceAsync(tenant, source, triage, category, outputs, cancellationToken), slots => slots.Sum(prices.Of), cancellationToken);
}
