namespace Aigc;

/// <summary>A failure that may pass by itself: a time-out, 429, 5xx, a busy store. The only kind that is tried again.</summary>
public sealed class TransientException(string message, Exception? inner = null, TimeSpan? retryAfter = null) : Exception(message, inner)
{
    /// <summary>What the other side asked for.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The other side has said that it did nothing, so that nothing is billed. False where nobody knows, as after a time-out.</summary>
    public bool NothingDone { get; init; }

    /// <summary>The other side is at its limit, rather than broken: who asks less often gets on.</summary>
    public bool Throttled { get; init; }
}

/// <summary>A request that cannot be done as it stands; becomes an RFC 9457 problem at the edge and a slot or item reason inside a batch.</summary>
/// <param name="code">Stable kebab-case code, the last part of the problem's <c>type</c>: <c>not-found</c>, <c>recipe-invalid</c>, <c>budget-exceeded</c>, <c>source-blocked</c>, ...</param>
/// <param name="status">HTTP status it answers with.</param>
public sealed class ProblemException(string code, string message, int status = 400, IReadOnlyList<ProblemError>? errors = null) : Exception(message)
{
    public string Code { get; } = code;
    public int Status { get; } = status;
    public IReadOnlyList<ProblemError> Errors { get; } = errors ?? [];
}

/// <param name="Path">JSON path or column of what is wrong.</param>
public sealed record ProblemError(string Path, string Message);
