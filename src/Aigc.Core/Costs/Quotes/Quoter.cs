using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Costs;

/// <summary>
/// Estimates a batch before it runs, from the prompts of a stratified sample, counted as the models count, and from the trial where there was
/// one. Low, expected and high are the 10th, 50th and 90th percentile; the bench <c>quotes</c> shows how well they are kept.
/// </summary>
public sealed class Quoter
{
    private const int MostPrompts = 2_000;
    private readonly PromptMeter _meter;
    private readonly QuoteLocks _locks;
    private readonly Prices _prices;
    private readonly Pace _pace;

    internal Quoter(PromptMeter meter, QuoteLocks locks, Prices prices, Pace pace) => (_meter, _locks, _prices, _pace) = (meter, locks, prices, pace);

    /// <summary>A quote for a feed that is not here: from the products that were sent along, or from one made up.</summary>
    public Task<Quote> EstimateAsync(string tenant, Recipe recipe, QuoteRequest request, CancellationToken cancellationToken = default)
    {
        var sample = new StratifiedSample();
        foreach (var (product, i) in (request.Sample ?? []).Select((product, i) => (product, i))) sample.Add(new(i + 1, product));
        if (sample.Seen > 0) return EstimateAsync(tenant, recipe, request.Products, sample, null, cancellationToken);
        sample.Add(new(1, MadeUp(request.CharactersPerProduct)));
        return AssumedAsync(tenant, recipe, request.Products, sample, cancellationToken);
    }

    /// <param name="products">Items that the run will produce.</param>
    /// <param name="trial">What a trial under the same templates, models and prices came to.</param>
    internal async Task<Quote> EstimateAsync(string tenant, Recipe recipe, long products, StratifiedSample sample, TrialReport? trial, CancellationToken cancellationToken)
    {
        var copies = recipe.Outputs.Where(output => !Slots.IsImage(output.Slot)).ToList();
        var items = sample.Take(Math.Clamp(MostPrompts / Math.Max(1, copies.Count), 20, 200));
        var figures = new QuoteFigures(products, sample.Strata.ToDictionary(stratum => stratum.Key, stratum => (double)stratum.Count), _prices);
        foreach (var item in items)
            foreach (var output in copies)
                if (await _meter.MeterAsync(tenant, recipe, output, item.Product, cancellationToken) is { } prompt) figures.Add(StratifiedSample.KeyOf(item.Product), item.Row, prompt);
        var @lock = await _locks.OfAsync(tenant, recipe, cancellationToken);
        var measured = trial is { Items.Count: > 0 } && trial.Lock == @lock ? trial : null;
        if (measured is not null) measured = figures.Use(measured);
        var images = recipe.Outputs.Where(output => Slots.IsImage(output.Slot)).ToList();
        return Compose(figures, images, measured) with
        {
            Products = products,
            Lock = @lock,
            Basis = measured is null ? QuoteBasis.Sampled : QuoteBasis.Measured,
            SampledProducts = measured?.Items.Count ?? items.Count,
        };
    }

    private async Task<Quote> AssumedAsync(string tenant, Recipe recipe, long products, StratifiedSample sample, CancellationToken cancellationToken) =>
        await EstimateAsync(tenant, recipe, products, sample, null, cancellationToken) with { Basis = QuoteBasis.Assumed, SampledProducts = 0 };

    private Quote Compose(QuoteFigures figures, IReadOnlyList<OutputSpec> images, TrialReport? trial)
    {
        var (cost, read, written) = (figures.Cost(), figures.InputTokens(), figures.OutputTokens());
        var made = MadeShare(trial);
        var lines = figures.Lines().Concat(images.Select(image => new QuoteLine(image.Slot, null, Prices.Images, null, _prices.ToMoney(_prices.OfImages((long)(figures.Products * made))), 0, 0, true))).ToList();
        var (slowest, fastest) = trial?.SecondsPerCall is null ? (1.5, 0.7) : (1.15, 0.9);
        return new(Of(spread => spread.Low, fastest), Of(spread => spread.Total, 1), Of(spread => spread.High, slowest), _prices.List.PriceList) { Lines = lines };

        Estimate Of(Func<Spread, double> pick, double pace)
        {
            // Every picture may be made: above that nothing is spent, whatever the trial refused.
            var pictures = (long)Math.Round(figures.Products * images.Count * (pace > 1 ? 1 : made));
            var duration = _pace.Of(figures.Calls(), (long)(pick(read) + pick(written)), pictures, trial?.SecondsPerCall) * pace;
            return new(_prices.ToMoney(decimal.Round((decimal)pick(cost), 6) + _prices.OfImages(pictures)), (long)pick(read), (long)pick(written), pictures, pictures * _prices.List.SecondsPerImage, duration);
        }
    }

    // Photos that are unfit give no picture, nor do products that their photo skips, and what is not made is not paid.
    private static double MadeShare(TrialReport? trial)
    {
        var slots = (trial?.Items ?? []).SelectMany(item => item.Slots).Where(slot => Slots.IsImage(slot.Result.Slot)).ToList();
        if (trial is null || slots.Count == 0) return 1;
        var worth = trial.Items.Count(item => item.State != ItemState.Skipped) / (double)trial.Items.Count;
        return worth * slots.Count(slot => slot.Result.State is SlotState.Made or SlotState.InReview or SlotState.Blocked) / slots.Count;
    }

    private static Product MadeUp(double characters)
    {
        const string Words = "Durable steel mug with a folding handle and a lid that keeps drinks warm for hours on every trail. ";
        var text = string.Concat(Enumerable.Repeat(Words, ((int)characters / Words.Length) + 1))[..Math.Max(1, (int)characters)];
        return new() { Id = "1", Title = text[..Math.Min(60, text.Length)], Description = text };
    }
}
