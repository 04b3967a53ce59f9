namespace Aigc.Benchmarks.Engine;

/// <summary>Repeats of one measurement.</summary>
internal static class Sample
{
    public static double Median(this IReadOnlyCollection<double> values) => values.Quantile(0.5);

    public static double Quantile(this IReadOnlyCollection<double> values, double share)
    {
        var ordered = values.Order().ToArray();
        return ordered.Length == 0 ? double.NaN : ordered[(int)Math.Round(share * (ordered.Length - 1))];
    }
}
