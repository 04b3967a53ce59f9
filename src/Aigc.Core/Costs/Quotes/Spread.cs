namespace Aigc.Core.Costs;

/// <summary>
/// A sum over a feed as far as a sample tells it: its best guess and what it will hardly be below or above. Sums of costs are skewed to the right, so
/// the bounds are those of the logarithm, with Student's t for what a small sample does not know, widened by the skew that it shows.
/// </summary>
/// <param name="Total">Best guess.</param>
/// <param name="Error">Standard error of it.</param>
/// <param name="Degrees">Degrees of freedom; the fewer, the wider.</param>
/// <param name="Skew">Of single items.</param>
/// <param name="Sampled">Items in the sample.</param>
internal sealed record Spread(double Total, double Error, double Degrees, double Skew, int Sampled)
{
    public static readonly Spread Nothing = new(0, 0, 1, 0, 1);

    // A sample of few items seldom holds the dearest: its own high quantile is passed too often, and half of its degrees of freedom
    // with a quantile a little above 0.9 is what keeps nine of ten jobs below it (measured: bench 'quotes').
    private const double HighQuantile = 0.965;
    private const double LowQuantile = 0.9;

    public double Low => Total == 0 ? 0 : Total * Math.Exp(-Quantiles.Student(LowQuantile, Degrees) * Relative / Widening(0.5));

    public double High => Total == 0 ? 0 : Total * Math.Exp(Quantiles.Student(HighQuantile, Math.Max(2, Degrees / 2)) * Relative * Widening(1));

    private double Relative => Error / Total;

    /// <summary>The sum of one more figure that is off independently of this one.</summary>
    public Spread Plus(Spread other) => new(Total + other.Total, Math.Sqrt((Error * Error) + (other.Error * other.Error)), Math.Min(Degrees, other.Degrees), Error >= other.Error ? Skew : other.Skew, Math.Min(Sampled, other.Sampled));

    /// <summary>The same figure, off by so much more, as a share of it, for a reason that no sample shows.</summary>
    public Spread Within(double share) => this with { Error = Math.Sqrt((Error * Error) + (Total * share * Total * share)) };

    public Spread Times(double factor) => this with { Total = Total * factor, Error = Error * factor };

    private double Widening(double weight) => 1 + (weight * Math.Max(0, Skew) / Math.Sqrt(Sampled));
}
