using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Recipes;
using Aigc.Core.Choosing;
using Aigc.Core.Costs;
using Aigc.Core.Lanes;

namespace Aigc.Core.Batches;

/// <summary>Quotes for feeds that are not here: in real time, and through the batch lane beside it.</summary>
public sealed class QuoteDesk
{
    private readonly Quoter _quoter;
    private readonly LanePolicy _lanes;
    private readonly ProductChooser _choosers;
    private readonly TimeProvider _time;

    internal QuoteDesk(Quoter quoter, LanePolicy lanes, ProductChooser choosers, TimeProvider time) => (_quoter, _lanes, _choosers, _time) = (quoter, lanes, choosers, time);

    public async Task<Quote> EstimateAsync(string tenant, Recipe recipe, QuoteRequest request, CancellationToken cancellationToken = default)
    {
        var chosen = await ChosenAsync(tenant, recipe, request, cancellationToken);
        var quote = await _quoter.EstimateAsync(tenant, recipe, chosen, cancellationToken);
        return quote with { Skipped = request.Products - chosen.Products, BatchLane = _lanes.OfferOf(recipe, quote, _time.GetUtcNow()) };
    }

    // Without a sample nothing tells how many products the decision factors skip: all are counted.
    private async Task<QuoteRequest> ChosenAsync(string tenant, Recipe recipe, QuoteRequest request, CancellationToken cancellationToken)
    {
        if (recipe.Choosing is null || request.Sample is not { Count: > 0 } sample) return request;
        var chooser = await _choosers.OfAsync(tenant, recipe, cancellationToken);
        var chosen = sample.Where(chooser.MayTake).ToList();
        return request with { Sample = chosen, Products = (long)Math.Round((decimal)request.Products * chosen.Count / sample.Count) };
    }
}
