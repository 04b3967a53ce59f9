namespace Aigc.Core.Text.Ideas;

/// <summary>
/// Rates of small samples, brought towards the rate of all: the mean of the posterior under a beta prior that is fitted to the samples themselves. The prior's
/// mean is the rate of all, its spread comes from the method of moments of J. C. Kleinman, "Proportions with Extraneous Variance: Single and Independent Samples",
/// Journal of the American Statistical Association 68 (1973), pages 46-54, with the sample sizes as weights.
/// </summary>
internal sealed class ShrunkRates
{
    private ShrunkRates(double usual, double strength) => (Usual, Strength) = (usual, strength);

    /// <summary>Of all samples together, 0 to 1; 0 where nothing was tried.</summary>
    public double Usual { get; }

    /// <summary>How many trials the prior counts for: infinite where the samples differ no more than chance makes them.</summary>
    public double Strength { get; }

    /// <param name="samples">How often something was tried, and how often it worked.</param>
    public static ShrunkRates Fit(IEnumerable<(long Tried, long Worked)> samples)
    {
        var seen = samples.Where(sample => sample.Tried > 0).Select(sample => (Tried: (double)sample.Tried, Rate: (double)sample.Worked / sample.Tried)).ToList();
        var all = seen.Sum(sample => sample.Tried);
        var usual = all > 0 ? seen.Sum(sample => sample.Tried * sample.Rate) / all : 0;
        var variance = usual * (1 - usual);
        if (seen.Count < 2 || variance <= 0) return new(usual, double.PositiveInfinity);
        var within = seen.Count - 1.0;
        var between = all - (seen.Sum(sample => sample.Tried * sample.Tried) / all);
        var alike = ((seen.Sum(sample => sample.Tried * (sample.Rate - usual) * (sample.Rate - usual)) / variance) - within) / (between - within);
        if (!(alike > 0)) return new(usual, double.PositiveInfinity);
        // However wild the samples: the prior says at least as much as the trials that one success usually takes.
        return new(usual, Math.Max((1 - alike) / alike, 1 / usual));
    }

    public double Of(long tried, long worked) => double.IsPositiveInfinity(Strength) ? Usual : (worked + (Strength * Usual)) / (tried + Strength);

    /// <summary>The rate over the usual one; 1 where nothing has ever worked.</summary>
    public double Lift(long tried, long worked) => Usual > 0 ? Of(tried, worked) / Usual : 1;
}
