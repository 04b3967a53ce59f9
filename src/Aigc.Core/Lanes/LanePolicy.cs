using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Lanes;

/// <summary>Whether a batch has the time for the cheaper lane, and when the rest has to be bought in real time to be ready in time.</summary>
internal sealed class LanePolicy(BatchLanes lanes, Prices prices, IOptions<LaneOptions> options, TimeProvider time)
{
    // Things take longer than they should: real time gets twice what the quote's high figure says.
    private const double Caution = 2;

    /// <summary>What a quote comes to where the lane brings all that it can; null: no model of it has a cheaper lane.</summary>
    /// <param name="created">When the batch was handed in, from which its deadline counts.</param>
    public LaneOffer? OfferOf(Recipe recipe, Quote quote, DateTimeOffset created)
    {
        var plan = Choose(recipe, quote, created);
        var passes = plan?.PassesFrom(time.GetUtcNow()) ?? LaneCalls.Passes(recipe);
        var shares = recipe.Outputs.DistinctBy(output => output.Slot).ToDictionary(output => output.Slot, output => LaneCalls.ShareIn(output, passes), StringComparer.Ordinal);
        var (whole, cheaper) = (quote.Lines.Where(line => line.Model != Prices.Images).Sum(line => line.Cost.Amount), quote.Lines.Sum(SavedOn));
        if (whole == 0 || cheaper == 0) return null;
        var share = 1 - (cheaper / whole);
        return new(At(quote.Low), At(quote.Expected), At(quote.High), plan is not null);

        decimal SavedOn(QuoteLine line) => line.Model != Prices.Images && lanes.Find(line.Model) is not null ? line.Cost.Amount * (1 - prices.OfModel(line.Model).BatchFactor) * shares.GetValueOrDefault(line.Slot) : 0;
        Money At(Estimate estimate) => prices.ToMoney(decimal.Round(((estimate.Cost.Amount - prices.OfImages(estimate.Images)) * share) + prices.OfImages(estimate.Images), 6));
    }

    /// <summary>Null: real time.</summary>
    public LanePlan? Choose(Recipe recipe, Quote quote, DateTimeOffset created)
    {
        var now = time.GetUtcNow();
        var wanted = recipe.Lane ?? Lane.Auto;
        if (wanted == Lane.Realtime || !quote.Lines.Any(line => line.Model != Prices.Images && prices.OfModel(line.Model).BatchFactor < 1 && lanes.Find(line.Model) is not null)) return null;
        var limits = options.Value;
        DateTimeOffset? ready = recipe.Deadline is { } deadline ? created + deadline - (quote.High.Duration * Caution) - limits.Grace : null;
        if (wanted == Lane.Auto && (ready is null || ready - now < limits.Window)) return null;
        var expected = now + limits.Window + limits.Grace;
        return new(ready is { } at && at < expected ? at : expected, limits.FirstLook, limits.LongestLook, limits.Grace) { Ready = ready, Window = limits.Window, Passes = LaneCalls.Passes(recipe) };
    }
}

/// <param name="SpillAt">From then on the lane's first pass is not waited for.</param>
internal sealed record LanePlan(DateTimeOffset SpillAt, TimeSpan FirstLook, TimeSpan LongestLook, TimeSpan Grace)
{
    /// <summary>By then everything must have come; null: there is no deadline.</summary>
    public DateTimeOffset? Ready { get; init; }

    /// <summary>What the provider promises for a pass.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>How often something is handed in: a translation needs what it translates.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>Until when a pass that begins now is waited for; null: the deadline does not leave it the time that the provider promises.</summary>
    public DateTimeOffset? SpillOf(int pass, DateTimeOffset now)
    {
        if (pass == 0) return SpillAt;
        var expected = now + Window + Grace;
        return Ready is not { } ready ? expected : now + Window > ready ? null : ready < expected ? ready : expected;
    }

    /// <summary>Passes that there is time for, should each take what the provider promises.</summary>
    public int PassesFrom(DateTimeOffset now) => Ready is not { } ready || Window <= TimeSpan.Zero ? Passes : Math.Clamp((int)((ready - now) / Window), 1, Passes);
}
