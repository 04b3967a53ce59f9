using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Core.Text.Translation;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Lanes;

/// <summary>Whether a batch has the time for the cheaper lane, and when the rest has to be bought in real time to be ready in time.</summary>
internal sealed class LanePolicy(BatchLanes lanes, Prices prices, IOptions<LaneOptions> options, TimeProvider time)
{
    // Things take longer than they should: real time gets twice what the quote's high figure says.
    private const double Caution = 2;

    /// <summary>Copy that stands for itself or translates the feed; the words of another slot are not there when the lane is filled.</summary>
    public static bool IsForLane(OutputSpec output) => !Slots.IsImage(output.Slot) && output.From is null or TranslationSources.Feed;

    /// <summary>What a quote comes to where the lane brings all that it can; null: no model of it has a cheaper lane.</summary>
    public LaneOffer? OfferOf(Batch batch, Quote quote)
    {
        var forLane = batch.Recipe.Outputs.Where(IsForLane).Select(output => output.Slot).ToHashSet(StringComparer.Ordinal);
        var (whole, cheaper) = (quote.Lines.Where(line => line.Model != Prices.Images).Sum(line => line.Cost.Amount), quote.Lines.Sum(SavedOn));
        if (whole == 0 || cheaper == 0) return null;
        var share = 1 - (cheaper / whole);
        return new(At(quote.Low), At(quote.Expected), At(quote.High), Choose(batch with { Quote = quote }) is not null);

        decimal SavedOn(QuoteLine line) => line.Model != Prices.Images && forLane.Contains(line.Slot) && lanes.Find(line.Model) is not null ? line.Cost.Amount * (1 - prices.OfModel(line.Model).BatchFactor) : 0;
        Money At(Estimate estimate) => prices.ToMoney(decimal.Round(((estimate.Cost.Amount - prices.OfImages(estimate.Images)) * share) + prices.OfImages(estimate.Images), 6));
    }

    /// <summary>Null: real time.</summary>
    public LanePlan? Choose(Batch batch)
    {
        var now = time.GetUtcNow();
        var wanted = batch.Recipe.Lane ?? Lane.Auto;
        if (wanted == Lane.Realtime || !batch.Quote!.Lines.Any(line => line.Model != Prices.Images && prices.OfModel(line.Model).BatchFactor < 1 && lanes.Find(line.Model) is not null)) return null;
        var limits = options.Value;
        DateTimeOffset? ready = batch.Recipe.Deadline is { } deadline ? batch.CreatedAt + deadline - (batch.Quote.High.Duration * Caution) - limits.Grace : null;
        if (wanted == Lane.Auto && (ready is null || ready - now < limits.Window)) return null;
        var expected = now + limits.Window + limits.Grace;
        return new(ready is { } at && at < expected ? at : expected, limits.FirstLook, limits.LongestLook, limits.Grace);
    }
}

/// <param name="SpillAt">From then on the lane is not waited for.</param>
internal sealed record LanePlan(DateTimeOffset SpillAt, TimeSpan FirstLook, TimeSpan LongestLook, TimeSpan Grace);
