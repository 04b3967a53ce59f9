namespace Aigc.Contracts.Images;

public enum ImageJobState { Queued, Running, Succeeded, Failed, Cancelled }

/// <summary>Work of the image service that outlives its request: <c>GET /v1/jobs/{id}</c>.</summary>
/// <param name="Step">Steps done so far, of <paramref name="Steps"/>.</param>
/// <param name="Result">The answer, where it succeeded.</param>
/// <param name="Problem">Why it failed.</param>
public sealed record ImageJob(string Id, ImageJobState State, int Step, int Steps, ImagePipelineResponse? Result = null, ImageProblem? Problem = null)
{
    /// <summary>The answer where pictures were taken over.</summary>
    public RehostResponse? Rehosted { get; init; }

    /// <summary>How far the model of the step at work has come; null where none paints.</summary>
    public PaintProgress? Painting { get; init; }
}

/// <param name="Done">Passes of the network done so far, of <paramref name="All"/>.</param>
public sealed record PaintProgress(int Done, int All);

/// <param name="Code">Last part of the problem's type.</param>
/// <param name="Retryable">The same request may succeed later.</param>
public sealed record ImageProblem(string Code, string Detail, int Status, bool Retryable);
