using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Schedulers;

namespace Aigc.ImageService.TryOn;

/// <summary>A garment to be put on a person.</summary>
internal sealed record TryOnRequest
{
    /// <summary>One person, whole in the picture or from head to hip.</summary>
    public required Picture Person { get; init; }

    /// <summary>One garment, laid flat or on a figure.</summary>
    public required Picture Garment { get; init; }

    /// <summary>For each pixel of the garment's picture: shown to the network from 0.5 on, white else; null: all of it is shown.</summary>
    public float[]? GarmentMask { get; init; }

    /// <summary>For each pixel of the person: dressed anew from 0.5 on.</summary>
    public required float[] Mask { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>That the person in the picture agreed to it, or is nobody; without it nothing is made.</summary>
    public required bool LikenessConsent { get; init; }

    public int Steps { get; init; } = 50;

    public double Guidance { get; init; } = 2.5;

    /// <summary>Share of fresh noise in DDIM, 0 to 1.</summary>
    public double Eta { get; init; } = 1;

    /// <summary>Longer side that the network works at, in pixels.</summary>
    public int WorkingSide { get; init; } = 1024;
}

/// <param name="Picture">Outside the mask the person's own bytes.</param>
/// <param name="SafetyChecked">False where the model brings no checker.</param>
internal sealed record TryOnResult(Picture Picture, ulong Seed, string Provider, SchedulerKind Scheduler, bool SafetyChecked);
