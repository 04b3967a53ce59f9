using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline;

namespace Aigc.ImageService.Serving;

/// <summary>One request at work. Its state only moves forward; whoever watches is woken at each change.</summary>
/// <param name="caller">Number of the API key that it was sent with: to all others it does not exist.</param>
internal sealed class Job(string id, int steps, int caller, string? key, string fingerprint)
{
    private readonly CancellationTokenSource _cancelled = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImageJob _state = new(id, ImageJobState.Queued, 0, steps);

    public string Id => id;

    public int Caller => caller;

    /// <summary>The caller's <c>Idempotency-Key</c>.</summary>
    public string? Key => key;

    /// <summary>Hash of everything that the caller sent; empty where there is no key to come back with.</summary>
    public string Fingerprint => fingerprint;

    public ImageJob State => Volatile.Read(ref _state);

    /// <summary>The state without the pictures.</summary>
    public ImageJob Outline => State with { Result = null, Rehosted = null };

    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Completes, never fails, when the job is final.</summary>
    public Task Done => _done.Task;

    /// <summary>Completes at the next change; take it before reading <see cref="State"/>.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Bytes of the pictures in the result.</summary>
    public long ResultBytes => State.Result?.Outputs.Sum(output => (long)(output.Bytes?.Length ?? 0)) ?? 0;

    public void Cancel()
    {
        if (!_done.Task.IsCompleted) _cancelled.Cancel();
    }

    public void Started() => Move(State with { State = ImageJobState.Running });

    public void Progressed(ImageProgress progress) => Move(State with { Step = progress.Steps, Painting = progress.Painting });

    public void Succeeded(ImagePipelineResponse result) => Finish(State with { State = ImageJobState.Succeeded, Step = State.Steps, Painting = null, Result = result });

    public void TakenOver(RehostResponse rehosted) => Finish(State with { State = ImageJobState.Succeeded, Step = State.Steps, Rehosted = rehosted });

    public void Failed(ImageProblem problem) =>
        Finish(State with { State = problem == ImageProblems.Cancelled ? ImageJobState.Cancelled : ImageJobState.Failed, Painting = null, Problem = problem });

    private void Finish(ImageJob state)
    {
        Move(state);
        _done.TrySetResult();
    }

    private void Move(ImageJob state)
    {
        Volatile.Write(ref _state, state);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
