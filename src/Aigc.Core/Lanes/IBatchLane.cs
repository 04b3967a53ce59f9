using Microsoft.Extensions.AI;

namespace Aigc.Core.Lanes;

/// <summary>A provider's batch lane: requests handed in as a file, answered within a day for less money, in any order and perhaps not all.</summary>
public interface IBatchLane
{
    /// <summary>The most that the provider takes at once.</summary>
    LaneLimits Limits { get; }

    /// <summary>One request as a line of the file, without its end.</summary>
    ValueTask<byte[]> LineAsync(LaneRequest request, CancellationToken cancellationToken = default);

    /// <summary>Hands a file in and starts it. The name is kept with it, so that it is found again.</summary>
    /// <returns>The provider's id.</returns>
    /// <exception cref="TransientException">The lane is down or busy.</exception>
    /// <exception cref="ProblemException"><c>lane-refused</c>: the provider does not take the file.</exception>
    Task<string> SubmitAsync(string name, Stream file, CancellationToken cancellationToken = default);

    /// <summary>The provider's id of what was handed in under a name; null where nothing was.</summary>
    /// <param name="requests">How many those were; 0: nobody knows.</param>
    /// <param name="since">When it was first tried: what the provider has of longer ago is not looked through.</param>
    /// <exception cref="TransientException">The lane is down or busy; nothing must be handed in.</exception>
    /// <exception cref="LaneUnsureException">Nobody can tell before something there has ended; nothing must be handed in.</exception>
    Task<string?> FindAsync(string name, int requests, DateTimeOffset since, CancellationToken cancellationToken = default);

    Task<LaneStatus> StatusAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>What is finished stays and is billed; the rest is not begun. Safe to repeat.</summary>
    Task CancelAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Answers and errors as far as there are any, in no order.</summary>
    IAsyncEnumerable<LaneOutcome> ReadAsync(LaneStatus status, CancellationToken cancellationToken = default);
}

/// <param name="Requests">Of one file.</param>
/// <param name="Bytes">Of one file.</param>
public readonly record struct LaneLimits(int Requests, long Bytes);

/// <summary>The lane is up, but does not say whether it has what is looked for while that may still be running.</summary>
public sealed class LaneUnsureException(string message) : Exception(message);

/// <param name="Id">Comes back with the answer: up to 55 of [A-Za-z0-9_-], unique in a file.</param>
public sealed record LaneRequest(string Id, IReadOnlyList<ChatMessage> Messages, ChatOptions Options);

public enum LaneState { Running, Completed, Failed, Expired, Cancelled }

/// <param name="Output">The provider's name of the file of answers; null while there is none.</param>
/// <param name="Errors">The same of the file of errors.</param>
public sealed record LaneStatus(string Id, LaneState State, long Total, long Completed, long Failed, string? Output, string? Errors, string? Reason = null);

/// <param name="Answer">Null where the request failed.</param>
/// <param name="Error">The provider's code.</param>
public sealed record LaneOutcome(string Id, LaneAnswer? Answer, string? Error)
{
    /// <summary>Not begun when the time was over: not among what the provider counts as done.</summary>
    public const string Expired = "batch_expired";

    /// <summary>Not begun when it was cancelled.</summary>
    public const string Cancelled = "batch_cancelled";
}

/// <summary>An answer as it came, with what is billed for it.</summary>
public sealed record LaneAnswer(string Text, string? Model, long InputTokens, long OutputTokens, long CachedTokens, string? FinishReason = null)
{
    /// <summary>What was booked for it when it was taken over; null: not yet.</summary>
    public decimal? Cost { get; init; }
}
