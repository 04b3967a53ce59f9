using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Text.Limiting.Simulation;

/// <param name="Use">Mean share of the quota that was used, all windows counted.</param>
/// <param name="Refused">Share of the requests that were refused.</param>
/// <param name="Convergence">After each step, seconds until three windows in a row used 95 % with at most 2 % refused.</param>
internal sealed record LimiterRun(double Use, double Refused, IReadOnlyList<double> Convergence);

/// <summary>
/// Many callers with an endless backlog before one provider, on a virtual clock of one-millisecond steps: the same run gives the same figures
/// on every machine. The provider's answers take their time, and so does its refusal.
/// </summary>
internal static class LimiterSimulation
{
    /// <summary>A second.</summary>
    public const double Requests = 100;

    /// <summary>A second; about what so many requests use, so that now one limit is nearer and now the other.</summary>
    public const double Tokens = 130_000;

    /// <summary>Mean, in seconds.</summary>
    public const double Latency = 0.9;

    public const int SecondsAStep = 60;
    private const int Callers = 600;
    private const double Way = 0.01;

    /// <param name="steps">What the provider allows, in shares of the first quota, each for <see cref="SecondsAStep"/>.</param>
    public static LimiterRun Run(Func<FakeTimeProvider, IAdmission> admission, double[] steps)
    {
        var (time, provider, random) = (new FakeTimeProvider(), new WindowedProvider(Requests, Tokens), new Random(11));
        provider.Resize(steps[0]);
        var (gate, events) = (admission(time), new PriorityQueue<Action<double>, double>());
        var (asked, refused, counts) = (0L, 0L, new List<(long Asked, long Refused)>());
        for (var i = 0; i < Callers; i++) gate.Ask(NewCall(random), 0);
        for (var millisecond = 1; millisecond <= steps.Length * SecondsAStep * 1_000; millisecond++)
        {
            var now = millisecond / 1_000.0;
            time.Advance(TimeSpan.FromMilliseconds(1));
            while (events.TryPeek(out var next, out var at) && at <= now) { events.Dequeue(); next(at); }
            foreach (var call in gate.Admitted(now).ToList()) events.Enqueue(at => Arrive(call, at), now + Way);
            if (millisecond % 1_000 != 0) continue;
            counts.Add((asked, refused));
            provider.Resize(steps[Math.Min(millisecond / 1_000 / SecondsAStep, steps.Length - 1)]);
        }
        List<Second> seconds = [.. provider.Uses.Zip(counts, (use, count) => new Second(use, count.Asked, count.Refused))];
        return new(seconds.Average(second => second.Use), refused / (double)asked, [.. steps.Select((_, i) => Convergence(seconds, i * SecondsAStep))]);

        void Arrive(SimulatedCall call, double at)
        {
            asked++;
            if (provider.Ask(at, call.Tokens) is { } wait)
            {
                refused++;
                call.Refusals++;
                events.Enqueue(now => gate.Refused(call, now, Math.Max(0, wait - Way)), at + Way);
                return;
            }
            events.Enqueue(now =>
            {
                provider.Settle(now, call.Tokens - call.Used);
                gate.Done(call, now);
                gate.Ask(NewCall(random), now);
            }, at + call.Latency);
        }
    }

    private static SimulatedCall NewCall(Random random)
    {
        var (prompt, written) = (random.Next(400, 1_400), random.Next(100, 500));
        return new(prompt + 500, prompt + written, Latency * (0.5 + random.NextDouble()));
    }

    private static double Convergence(List<Second> seconds, int from)
    {
        for (var i = from; i + 2 < Math.Min(seconds.Count, from + SecondsAStep); i++)
            if (Enumerable.Range(i, 3).All(second => IsGood(seconds, second))) return i - from + 1;
        return double.PositiveInfinity;
    }

    private static bool IsGood(List<Second> seconds, int i)
    {
        var before = i == 0 ? new(0, 0, 0) : seconds[i - 1];
        return seconds[i].Use >= 0.95 && seconds[i].Refused - before.Refused <= 0.02 * (seconds[i].Asked - before.Asked);
    }

    private sealed record Second(double Use, long Asked, long Refused);
}
