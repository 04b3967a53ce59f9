namespace Aigc.Core.Costs;

/// <summary>Draws up the sum over a feed from a sample of each stratum (Cochran, Sampling Techniques, 5.3).</summary>
internal static class StratifiedTotal
{
    // A stratum with fewer says too little of its own spread: it takes that of all, relative to its mean.
    private const int Enough = 4;

    /// <param name="products">Items in the feed.</param>
    /// <param name="weights">Share or count of each stratum among the items that were looked at.</param>
    /// <param name="measured">Stratum and figure of each item of the sample. A stratum that is in none of them counts as the mean of all.</param>
    public static Spread Of(long products, IReadOnlyDictionary<string, double> weights, IReadOnlyCollection<(string Stratum, double Value)> measured)
    {
        if (measured.Count == 0 || products == 0) return Spread.Nothing;
        var groups = measured.GroupBy(item => item.Stratum).ToDictionary(group => group.Key, group => group.Select(item => item.Value).ToList());
        var known = groups.Keys.Sum(key => weights.GetValueOrDefault(key));
        double SizeOf(string key) => products * (known > 0 ? weights.GetValueOrDefault(key) / known : groups[key].Count / (double)measured.Count);
        var (relative, skew) = Pooled(groups.Values);
        var (total, variance) = (0.0, 0.0);
        foreach (var (key, values) in groups)
        {
            var (size, mean) = (SizeOf(key), values.Average());
            var spread = values.Count >= Enough ? Variance(values, mean) : relative * mean * mean;
            total += size * mean;
            // What the sample does not know of the mean, and how far the other items scatter about it.
            variance += (size * size * spread / values.Count * (1 - Math.Min(1, values.Count / Math.Max(1, size)))) + (size * spread);
        }
        return new(total, Math.Sqrt(variance), Math.Max(2, measured.Count - groups.Count), skew, measured.Count);
    }

    private static (double Relative, double Skew) Pooled(IReadOnlyCollection<List<double>> groups)
    {
        var off = groups.Where(values => values.Average() > 0).SelectMany(values => values.Select(value => (value - values.Average()) / values.Average())).ToList();
        var degrees = off.Count - groups.Count;
        // One of each: nothing tells how they scatter, so half of the mean is assumed.
        if (degrees < 1) return (0.25, 1);
        var relative = off.Sum(value => value * value) / degrees;
        return (relative, relative == 0 ? 0 : off.Average(value => Math.Pow(value / Math.Sqrt(relative), 3)));
    }

    private static double Variance(List<double> values, double mean) => values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
}
