namespace Aigc.Core.Reviews;

/// <summary>
/// Single sampling plans for normal inspection, ISO 2859-1 (GB/T 2828.1), general inspection level II. The tables of the standard are
/// regular: the acceptance numbers run along a diagonal that shifts by one code letter from each quality limit to the next, so the plan
/// follows from the distance between the lot's letter and the letter whose plan accepts on zero.
/// </summary>
public static class AcceptanceSampling
{
    private static readonly long[] LotSizes = [8, 15, 25, 50, 90, 150, 280, 500, 1_200, 3_200, 10_000, 35_000, 150_000, 500_000];
    private static readonly int[] SampleSizes = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1_250];
    private static readonly double[] Limits = [6.5, 4.0, 2.5, 1.5, 1.0, 0.65];
    private static readonly int[] AcceptanceNumbers = [0, 0, 1, 1, 2, 3, 5, 7, 10, 14, 21];

    /// <param name="lotSize">Items of the lot, at least 1. A sample that the plan makes larger than the lot is the whole lot.</param>
    /// <param name="aql">Acceptance quality limit, percent nonconforming: 0.65, 1.0, 1.5, 2.5, 4.0 or 6.5.</param>
    public static SamplingPlan PlanFor(long lotSize, double aql)
    {
        var zeroLetter = Array.IndexOf(Limits, aql);
        if (zeroLetter < 0) throw new ProblemException("recipe-invalid", $"AQL {aql} is none of 0.65, 1.0, 1.5, 2.5, 4.0, 6.5.", 422);
        var letter = 0;
        while (letter < LotSizes.Length && lotSize > LotSizes[letter]) letter++;
        // The arrows of the table: below the diagonal go to the plan that accepts on zero, between 0 and 1 to the nearer one, above it to the last.
        var step = Math.Clamp(letter - zeroLetter, 0, AcceptanceNumbers.Length - 1);
        step = step switch { 1 => 0, 2 => 3, _ => step };
        var sample = SampleSizes[Math.Min(zeroLetter + step, SampleSizes.Length - 1)];
        return new((int)Math.Min(sample, lotSize), AcceptanceNumbers[step]);
    }
}

/// <param name="AcceptanceNumber">The lot is accepted with up to this many nonconforming items in the sample.</param>
public sealed record SamplingPlan(int SampleSize, int AcceptanceNumber);
