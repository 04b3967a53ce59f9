using System.Globalization;
using Aigc.Core.Tests.Text.Limiting.Simulation;

namespace Aigc.Benchmarks.Text;

/// <summary>Three ways to ask a provider that has a quota, side by side on one virtual clock: the figures are the same on every machine.</summary>
internal static class LimiterBench
{
    private static readonly double[] Steps = [1, 2, 1, 0.5, 1];

    public static void Run()
    {
        Console.WriteLine($"Quota {LimiterSimulation.Requests} requests and {LimiterSimulation.Tokens} tokens a second in windows of one second, mean latency {LimiterSimulation.Latency} s, endless backlog.");
        Console.WriteLine($"Steps of {LimiterSimulation.SecondsAStep} s: {string.Join(", ", Steps.Select(step => $"x{step.ToString(CultureInfo.InvariantCulture)}"))} of that quota.");
        Console.WriteLine($"{"",-28}{"quota used",12}{"429s",10}{"seconds until settled, by step",36}");
        Print("adaptive limiter", LimiterSimulation.Run(time => new LimiterAdmission(time), Steps));
        var places = (int)(LimiterSimulation.Requests * LimiterSimulation.Latency);
        Print($"fixed concurrency of {places}", LimiterSimulation.Run(_ => new FixedConcurrency(places), Steps));
        Print($"fixed concurrency of {2 * places}", LimiterSimulation.Run(_ => new FixedConcurrency(2 * places), Steps));
        Print("naive retry", LimiterSimulation.Run(_ => new NaiveRetry(), Steps));
    }

    private static void Print(string name, LimiterRun run) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28}{run.Use,12:P1}{run.Refused,10:P2}   {string.Join(", ", run.Convergence.Select(seconds => double.IsFinite(seconds) ? seconds.ToString("0", CultureInfo.InvariantCulture) : "never")),33}"));
}
