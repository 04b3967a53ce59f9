namespace Aigc.Runtime;

/// <summary>
/// The engine takes no new instances now. Nothing was written; the same start may be tried again after <see cref="RetryAfter"/>. The dispatcher
/// answers HTTP with 503 and <c>Retry-After</c>, and keeps a queue message until there is room.
/// </summary>
public sealed class EngineOverloadedException(string what, TimeSpan retryAfter) : InvalidOperationException($"The engine is overloaded: {what}.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
