namespace Aigc.Core.Costs;

/// <summary>Quantiles of the distributions that estimates use.</summary>
internal static class Quantiles
{
    /// <summary>Of Student's t, by the expansion about the normal quantile (Abramowitz and Stegun 26.7.5); good to 1 % from 3 degrees of freedom on.</summary>
    /// <param name="share">0.5 to 0.999.</param>
    public static double Student(double share, double degrees)
    {
        var z = Normal(share);
        var (z3, z5, z7) = (Math.Pow(z, 3), Math.Pow(z, 5), Math.Pow(z, 7));
        return z + ((z3 + z) / (4 * degrees)) + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * degrees * degrees)) + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * Math.Pow(degrees, 3)));
    }

    /// <summary>Of the normal distribution (Abramowitz and Stegun 26.2.23); off by less than 0.00045.</summary>
    /// <param name="share">0.5 to 0.999999.</param>
    public static double Normal(double share)
    {
        var t = Math.Sqrt(-2 * Math.Log(1 - share));
        return t - ((2.515517 + (0.802853 * t) + (0.010328 * t * t)) / (1 + (1.432788 * t) + (0.189269 * t * t) + (0.001308 * t * t * t)));
    }
}
