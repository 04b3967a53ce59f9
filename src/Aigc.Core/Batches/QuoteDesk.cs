using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Core.Lanes;

namespace Aigc.Core.Batches;

/// <summary>Quotes for feeds that are not here: in real time, and through the batch lane beside it.</summary>
public sealed class QuoteDesk
{
    private readonly Quoter _quoter;
    private readonly LanePolicy _lanes;
    private readonly TimeProvider _time;

    internal QuoteDesk(Quoter quoter, LanePolicy lanes, TimeProvider time) => (_quoter, _lanes, _time) = (quoter, lanes, time);

    public async Task<Quote> EstimateAsync(string tenant, Recipe recipe, QuoteRequest request, CancellationToken cancellationToken = default)
    {
        var quote = await _quoter.EstimateAsync(tenant, recipe, request, cancellationToken);
        return quote with { BatchLane = _lanes.OfferOf(recipe, quote, _time.GetUtcNow()) };
    }
}
