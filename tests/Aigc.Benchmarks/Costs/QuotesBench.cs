using Aigc.Contracts.Costs;

namespace Aigc.Benchmarks.Costs;

/// <summary>
/// Two hundred jobs over feeds and models of all kinds: each is quoted by its prompts, then by a trial of 10 to 50 items, then run to its end.
/// The share of jobs that end below each figure is the calibration: 0.1, 0.5 and 0.9 would be perfect.
/// </summary>
internal static class QuotesBench
{
    private const int Jobs = 200;

    public static async Task<int> RunAsync(int seed)
    {
        var outcomes = new List<Outcome>();
        for (var job = 0; job < Jobs; job++) outcomes.Add(await new SimulatedJob(seed + job).RunAsync());
        Console.WriteLine($"{Jobs} jobs of {outcomes.Min(outcome => outcome.ByTrial.Products):N0} to {outcomes.Max(outcome => outcome.ByTrial.Products):N0} products");
        Console.WriteLine($"{"share of jobs that ended at or below the quote's",-50}    low  expected   high   high / expected");
        Print("money, by prompts alone (answers assumed)", outcomes, Money, outcome => outcome.ByPrompts, outcome => outcome.Cost);
        var kept = Print("money, after the trial", outcomes, Money, outcome => outcome.ByTrial, outcome => outcome.Cost);
        Print("time, after the trial", outcomes, estimate => estimate.Duration.TotalSeconds, outcome => outcome.ByTrial, outcome => outcome.Seconds);
        // Each kind of job by itself, so that calm ones do not hide the others.
        foreach (var kind in outcomes.GroupBy(outcome => outcome.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
            kept = Math.Min(kept, Print($"  money after the trial, {kind.Key} ({kind.Count()} jobs)", [.. kind], Money, outcome => outcome.ByTrial, outcome => outcome.Cost));
        return kept >= 0.9 ? 0 : 1;
    }

    private static double Money(Estimate estimate) => (double)estimate.Cost.Amount;

    private static double Print(string what, IReadOnlyCollection<Outcome> outcomes, Func<Estimate, double> figure, Func<Outcome, Quote> quote, Func<Outcome, double> actual)
    {
        double Below(Func<Quote, Estimate> pick) => outcomes.Count(outcome => actual(outcome) <= figure(pick(quote(outcome)))) / (double)outcomes.Count;
        var width = outcomes.Select(outcome => figure(quote(outcome).High) / figure(quote(outcome).Expected)).Order().ElementAt(outcomes.Count / 2);
        var high = Below(quoted => quoted.High);
        Console.WriteLine($"{what,-50} {Below(quoted => quoted.Low),6:0.000} {Below(quoted => quoted.Expected),9:0.000} {high,6:0.000}   {width:0.00} (median)");
        return high;
    }
}

/// <param name="Kind">How the lengths of the answers are distributed.</param>
internal sealed record Outcome(string Kind, Quote ByPrompts, Quote ByTrial, double Cost, double Seconds);
