namespace Aigc.Core.Lanes;

/// <summary>
/// What the models are for the code that runs under it: written down instead of asked, or answered from what the batch lane has brought. The
/// writer is the same in both, and the same as in real time.
/// </summary>
internal static class LaneScope
{
    private static readonly AsyncLocal<Mode?> Current = new();

    public static Action<string, LaneRequest>? Recorder => Current.Value?.Record;

    public static IReadOnlyDictionary<string, LaneAnswer>? Answers => Current.Value?.Answers;

    /// <summary>Requests are handed to the recorder, with the model that they are for, and fail with <see cref="LaneRecordedException"/>.</summary>
    /// <param name="answers">What the lane has brought already, by key of the request: it is used instead.</param>
    public static IDisposable Record(Action<string, LaneRequest> record, IReadOnlyDictionary<string, LaneAnswer> answers) => Enter(new(record, answers));

    /// <param name="answers">By key of the request. What is not among them is asked in real time.</param>
    public static IDisposable Replay(IReadOnlyDictionary<string, LaneAnswer> answers) => Enter(new(null, answers));

    private static End Enter(Mode mode)
    {
        Current.Value = mode;
        return new();
    }

    private sealed record Mode(Action<string, LaneRequest>? Record, IReadOnlyDictionary<string, LaneAnswer>? Answers);

    private sealed class End : IDisposable
    {
        public void Dispose() => Current.Value = null;
    }
}

/// <summary>The request was written down for the batch lane; there is no answer to go on with.</summary>
internal sealed class LaneRecordedException() : Exception("The request was written down for the batch lane.");
