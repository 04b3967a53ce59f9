using System.Diagnostics;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Pipeline.Operations;
using Aigc.ImageService.Triage;

namespace Aigc.ImageService.Pipeline;

/// <summary>One decode and one cut-out, then every step of the request.</summary>
internal sealed class ImagePipeline(OperationSet operations, CutoutCache cutouts)
{
    private const int MaxSteps = 12;

    // What is wrong with one step is no reason to refuse the others; what is wrong with the photo or the request is.
    private static readonly string[] OfStep = ["background-not-taken", "content-filtered", "label-origin-missing", "likeness-consent-missing", "model-invalid", "model-mismatch", "model-not-installed", "size-limit-not-met", "template-unknown", "try-on-input-unfit"];

    private const int MinSide = 16;
    private const int MaxSide = 4_096;

    // A network gives up to twice the side that was asked for, before it is reduced.
    private const int Enlarging = 4;

    /// <summary>Pixels that the work holds at once at the most: its pictures, by their headers, and those of the largest step.</summary>
    /// <exception cref="ImageProblemException">The image or the request cannot be used.</exception>
    public long PixelsOf(ImageWork work)
    {
        Check(work.Request);
        return work.Images.Values.Sum(ImageDecoder.PixelsOf) + work.Request.Steps.Max(step => (long)Enlarging * step.FrameWidth * step.FrameHeight);
    }

    /// <param name="progressed">Told how many steps are done, and how far a model has come inside the next one.</param>
    /// <exception cref="ImageProblemException">The image or the request cannot be used.</exception>
    public ImagePipelineResponse Run(ImageWork work, Action<ImageProgress> progressed, CancellationToken cancellationToken)
    {
        var request = work.Request;
        Check(request);
        var watch = Stopwatch.StartNew();
        var outputs = new List<ImageOutput>();
        using var source = new Source(cutouts, work, cancellationToken);
        for (var i = 0; i < request.Steps.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var done = i;
            source.Painted = painting => progressed(new(done, painting));
            if (Step(source, request.Steps[i], cancellationToken) is { } output) outputs.Add(output);
            progressed(new(i + 1));
        }
        var timings = new ImageTimings(0, source.CutTime.TotalMilliseconds, (watch.Elapsed - source.CutTime).TotalMilliseconds);
        return new(source.KnownVerdict, outputs, request.Seed, timings) { Photo = ImageDecoder.SizeOf(work.Image) };
    }

    // A request of one step is answered with its problem; of several, each fails alone.
    private ImageOutput? Step(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        try
        {
            return operations.Find(step.Op)!.Run(source, step, cancellationToken);
        }
        catch (ImageProblemException problem) when (source.Work.Request.Steps.Count > 1 && OfStep.Contains(problem.Code))
        {
            return new(step.Name, step.Op, null, null, 0, 0, problem.Code, problem.Message);
        }
    }

    private void Check(ImagePipelineRequest request)
    {
        if (request.Steps is not { Count: > 0 and <= MaxSteps } || request.Steps.Any(step => step is null)) throw Invalid($"A pipeline has 1 to {MaxSteps} steps.");
        if (request.Steps.Any(step => step.Destination is not null) && request.Steps.DistinctBy(step => step.Name).Count() < request.Steps.Count) throw Invalid("Steps with a destination have names of their own.");
        Overruling.Check(request.Overrule);
        foreach (var step in request.Steps)
        {
            if (operations.Find(step.Op) is null) throw Invalid($"There is no operation '{step.Op}'; there are {string.Join(", ", operations.Names)}.");
            if (step.Width is < MinSide or > MaxSide || step.Height is < MinSide or > MaxSide) throw Invalid($"Sizes are {MinSide} to {MaxSide} pixels.");
            if (step.Quality is < 1 or > 100) throw Invalid("The quality is 1 to 100.");
            if (step.MaxBytes is <= 0) throw Invalid("A limit of bytes is positive.");
            if (step.Paint?.Strength is not (null or (> 0 and <= 1))) throw Invalid("The strength of painting lies above 0 and up to 1.");
            if (step.Margin is not (null or (>= 0 and <= 1))) throw Invalid("The margin is 0 to 1.");
        }
    }

    private static ImageProblemException Invalid(string message) => new("request-invalid", message, 400);
}
