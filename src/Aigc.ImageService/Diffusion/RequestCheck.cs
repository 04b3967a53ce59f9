using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Diffusion;

/// <summary>Bounds of a request.</summary>
internal static class RequestCheck
{
    private const int MaxSeeds = 64;
    private const int MaxSteps = 200;
    private const int MinSide = 8;
    private const int MaxSide = 4096;
    private const int MaxWorkingSide = 2048;
    private const int MaxPrompt = 4_000;

    /// <exception cref="ImageProblemException"><c>request-invalid</c> 422.</exception>
    public static void Check(DiffusionRequest request)
    {
        if (Faults(request).FirstOrDefault() is { } fault) throw new ImageProblemException("request-invalid", fault, 422);
    }

    private static IEnumerable<string> Faults(DiffusionRequest request)
    {
        if (request.Seeds.Count is < 1 or > MaxSeeds) yield return $"{request.Seeds.Count} seeds: 1 to {MaxSeeds} are taken.";
        if (request.Steps is < 1 or > MaxSteps) yield return $"{request.Steps} steps: 1 to {MaxSteps} are taken.";
        if (!(request.Guidance is >= 0 and <= 50)) yield return "The guidance lies between 0 and 50.";
        if (!(request.Strength is > 0 and <= 1)) yield return "The strength lies above 0 and up to 1.";
        if (!(request.Eta is >= 0 and <= 1)) yield return "Eta lies between 0 and 1.";
        if (request.Prompt.Length > MaxPrompt || request.NegativePrompt?.Length > MaxPrompt) yield return $"A prompt has at most {MaxPrompt} characters.";
        if (request.Width is < MinSide or > MaxSide || request.Height is < MinSide or > MaxSide) yield return $"A side has {MinSide} to {MaxSide} pixels.";
        if (request.WorkingSide is < MinSide or > MaxWorkingSide) yield return $"A network works at sides of {MinSide} to {MaxWorkingSide} pixels.";
        if (request.Mask is not null && request.Image is null) yield return "A mask comes with a picture.";
        if (request.Keep is { } keep && keep.Length != request.Image?.Pixels) yield return "What is kept has one value for each pixel of the picture.";
        if (request.Mask is { } mask && mask.Length != request.Image?.Pixels) yield return "The mask has one value for each pixel of the picture.";
    }
}
