using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Schedulers;

namespace Aigc.ImageService.Diffusion;

/// <summary>Pictures to be made from words; from a picture as well where one is given; in a part of it where a mask is given too.</summary>
internal sealed record DiffusionRequest
{
    public required string Prompt { get; init; }

    /// <summary>What shall not be seen; null for nothing said.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>One picture for each, 1 to 64.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    public int Steps { get; init; } = 20;

    /// <summary>How strongly the prompt pulls; up to 1 there is no guidance, and the network is asked once a step.</summary>
    public double Guidance { get; init; } = 7.5;

    /// <summary>Pixels that the result has; those the model works at by default, or those of the picture.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    public Picture? Image { get; init; }

    /// <summary>How far the picture is noised, in (0, 1].</summary>
    public double Strength { get; init; } = 1;

    /// <summary>For each pixel of the picture: repainted from 0.5 on.</summary>
    public float[]? Mask { get; init; }

    /// <summary>For each pixel of the picture how much of it is pasted back at the end, such as the product's alpha; what the mask leaves by default.</summary>
    public float[]? Keep { get; init; }

    /// <summary>Longer side that the network works at, in pixels; the model's own by default.</summary>
    public int? WorkingSide { get; init; }

    /// <summary>Another scheduler than the folder's, on its betas.</summary>
    public SchedulerKind? Scheduler { get; init; }

    /// <summary>Share of fresh noise in DDIM, 0 to 1.</summary>
    public double Eta { get; init; }
}

/// <param name="Step">Steps done, 0 when the first begins.</param>
internal sealed record DiffusionProgress(int Step, int Steps);

internal sealed record DiffusionImage(ulong Seed, Picture Picture);

/// <param name="Images">In the order of the seeds, without those withheld.</param>
/// <param name="FilteredSeeds">Seeds whose picture the safety checker withheld.</param>
/// <param name="Provider"><c>cpu</c> or <c>cuda</c>: bytes are repeatable on the same one only.</param>
/// <param name="SafetyChecked">False where the model brings no checker.</param>
internal sealed record DiffusionResult(
    IReadOnlyList<DiffusionImage> Images, IReadOnlyList<ulong> FilteredSeeds, string Provider, SchedulerKind Scheduler, int Steps, bool SafetyChecked);
