using System.Diagnostics;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Rendering;
using Aigc.ImageService.Triage;
using SkiaSharp;

namespace Aigc.ImageService.Pipeline;

/// <summary>One decode and one cut-out, then every step of the request.</summary>
internal sealed class ImagePipeline(CutoutCache cutouts)
{
    private const int MaxSteps = 12;
    private const int MaxSide = 4_096;

    /// <exception cref="ImageProblemException">The image or the request cannot be used.</exception>
    public ImagePipelineResponse Run(ImagePipelineRequest request, byte[] image, CancellationToken cancellationToken)
    {
        Check(request);
        var watch = Stopwatch.StartNew();
        var (photo, cutout) = cutouts.Get(image);
        var verdict = TriageJudge.Judge(photo, cutout, Thresholds.Shipped);
        var cut = watch.Elapsed;
        var outputs = new List<ImageOutput>();
        using var product = IsSeparable(verdict) ? ProductLayer.From(photo, cutout) : null;
        foreach (var step in request.Steps.Where(step => step.Op != "screen"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            outputs.Add(product is null ? Refuse(step, verdict) : Make(step, product, request.Seed));
        }
        return new(verdict, outputs, request.Seed, new(0, cut.TotalMilliseconds, (watch.Elapsed - cut).TotalMilliseconds));
    }

    private static ImageOutput Make(ImageStep step, ProductLayer product, ulong seed)
    {
        var style = step.Op == "scene" ? SceneStyle.Pick(step.Template, step.Category, seed) : null;
        using var image = step.Op switch
        {
            "white" => PlainRenderer.Render(product, step.Width, step.Height, SKColors.White),
            "transparent" or "cutout" => PlainRenderer.Render(product, step.Width, step.Height, SKColors.Transparent),
            _ => new SceneRenderer(style!, seed, step.Width, step.Height).Render(product),
        };
        var (bytes, type) = Encoder.Encode(image, step.Format ?? (step.Op is "transparent" or "cutout" ? "png" : "jpeg"), step.Quality);
        return new(step.Name, style is null ? "classical-cutout" : "procedural-scene", bytes, type, step.Width, step.Height, Template: style?.Name);
    }

    private static ImageOutput Refuse(ImageStep step, TriageVerdict verdict)
    {
        var reason = verdict.Reasons.First(reason => reason.Severity == TriageOutcome.Reject);
        return new(step.Name, "classical-cutout", null, null, 0, 0, reason.Code, FormattableString.Invariant($"Measured {reason.Measured:0.###}, threshold {reason.Threshold:0.###}."));
    }

    private static bool IsSeparable(TriageVerdict verdict) => verdict.Outcome != TriageOutcome.Reject;

    private static void Check(ImagePipelineRequest request)
    {
        if (request.Steps is not { Count: > 0 and <= MaxSteps } || request.Steps.Any(step => step is null)) throw Invalid($"A pipeline has 1 to {MaxSteps} steps.");
        foreach (var step in request.Steps)
        {
            if (step.Op is not ("screen" or "cutout" or "white" or "transparent" or "scene")) throw Invalid($"There is no operation '{step.Op}'.");
            if (step.Width is < 16 or > MaxSide || step.Height is < 16 or > MaxSide) throw Invalid($"Sizes are 16 to {MaxSide} pixels.");
        }
    }

    private static ImageProblemException Invalid(string message) => new("request-invalid", message, 400);
}
