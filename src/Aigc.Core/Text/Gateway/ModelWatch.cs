using System.Collections.Concurrent;

namespace Aigc.Core.Text.Gateway;

/// <summary>How each model has done lately, as this process saw it, and which are left alone for a while.</summary>
internal sealed class ModelWatch(TimeProvider time)
{
    private const int Patience = 3;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Sighting> _seen = new(StringComparer.OrdinalIgnoreCase);

    public Sighting Of(string model) => _seen.GetValueOrDefault(model, Sighting.None);

    public bool IsCooling(string model) => Of(model).CoolUntil > time.GetUtcNow();

    public async Task<T> SeeAsync<T>(string model, Func<Task<T>> call)
    {
        var start = time.GetTimestamp();
        try
        {
            var result = await call();
            _seen[model] = Of(model) with { LastSuccess = time.GetUtcNow(), Took = time.GetElapsedTime(start), Failures = 0, CoolUntil = default };
            return result;
        }
        catch (Exception failure) when (failure is TransientException or ProblemException)
        {
            _seen[model] = After(Of(model), failure);
            throw;
        }
    }

    // A rate is no fault: it passes when the provider says. A fault may be one; three in a row are a pattern. A key that is refused stays refused.
    private Sighting After(Sighting before, Exception failure)
    {
        var now = time.GetUtcNow();
        var after = before with { LastFailure = now, Failure = failure };
        return failure switch
        {
            TransientException { Throttled: true, RetryAfter: { } wait } => after with { CoolUntil = Later(before.CoolUntil, now + Least(wait, Longest)) },
            TransientException { Throttled: false } => Count(after, now, Patience),
            ProblemException { Code: ModelFailures.Unauthorized or ModelFailures.Unavailable } => Count(after, now, 1),
            _ => after,
        };
    }

    private static Sighting Count(Sighting seen, DateTimeOffset now, int patience)
    {
        var failures = seen.Failures + 1;
        if (failures < patience) return seen with { Failures = failures };
        return seen with { Failures = failures, CoolUntil = now + Least(First * Math.Pow(2, Math.Min(failures - patience, 10)), Longest) };
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <param name="Took">The last success: the whole answer, or the next part of a stream.</param>
/// <param name="Failures">In a row.</param>
internal sealed record Sighting(DateTimeOffset? LastSuccess, TimeSpan Took, DateTimeOffset? LastFailure, Exception? Failure, int Failures, DateTimeOffset CoolUntil)
{
    public static readonly Sighting None = new(null, default, null, null, 0, default);
}
