using Aigc.Contracts.Batches;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Lanes;

/// <summary>Whether a batch has the time for the cheaper lane, and when the rest has to be bought in real time to be ready in time.</summary>
internal sealed class LanePolicy(BatchLanes lanes, Prices prices, IOptions<LaneOptions> options)
{
    // Things take longer than they should: real time gets twice what the quote's high figure says.
    private const double Caution = 2;

    /// <summary>Null: real time.</summary>
    public LanePlan? Choose(Batch batch, DateTimeOffset now)
    {
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
