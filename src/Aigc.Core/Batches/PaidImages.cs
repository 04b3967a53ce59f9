using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Core.Images;

namespace Aigc.Core.Batches;

/// <summary>Pictures on the ledger: all slots of a photo are paid for at once.</summary>
internal sealed class PaidImages(ImageProducer producer, Spending spending, Prices prices)
{
    public Task<IReadOnlyList<SlotResult>> ProduceAsync(ProductPhoto photo, IReadOnlyList<OutputSpec> outputs, CancellationToken cancellationToken) =>
        spending.PayAsync(new(photo.Batch.Tenant, Prices.Images, prices.OfImages(outputs.Count)), _ => producer.ProduceAsync(photo, outputs, cancellationToken), slots => slots.Sum(prices.Of), cancellationToken);
}
