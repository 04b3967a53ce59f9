using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fidelity;
using Aigc.ImageService.Provenance;
using SkiaSharp;

namespace Aigc.ImageService.Pipeline;

/// <summary>A picture as an operation made it: before it is judged, labelled and encoded.</summary>
/// <param name="Making">What the operation did, for the labels.</param>
/// <param name="Action">The same in one word: <c>cut-out</c>, <c>composed</c>, <c>enhanced</c>, ...</param>
/// <param name="Engine">What made it.</param>
/// <param name="Format">Where the step names none.</param>
internal sealed record MadePicture(Raster Picture, Making Making, string Action, string Engine, string Format)
{
    /// <summary>Where the product of the photo went; null where the whole photo was worked on.</summary>
    public PlacedProduct? Product { get; init; }

    /// <summary>Where the whole photo, at its full size, went; null where a part of it did, or where it cannot be followed.</summary>
    public Placement? Whole { get; init; }

    /// <summary>What the other pictures that went into it say of their making: a background, a garment.</summary>
    public IReadOnlyList<ProvenanceReading> Parts { get; init; } = [];

    /// <summary>What was made: with a part that generative AI took part in, at least that.</summary>
    public Making Making { get => Parts.Any(part => part.Record.IsGenerative) && field < Making.ComposedWithGenerated ? Making.ComposedWithGenerated : field; init; } = Making;

    /// <summary>False: the frame shows what the photo shows, labels that were drawn into it included.</summary>
    public bool Reframed { get; init; } = true;

    public ImageModel? Model { get; init; }
    public PaintRecord? Painting { get; init; }
    public string? Template { get; init; }
    public SceneMatch? Match { get; init; }
}

/// <param name="Photo">In pixels of the photo.</param>
/// <param name="Target">In pixels of the picture.</param>
internal sealed record PlacedProduct(PixelBox Photo, SKRect Target)
{
    /// <summary>The target in whole pixels, rounded outwards.</summary>
    public PixelBox Box => new((int)MathF.Floor(Target.Left), (int)MathF.Floor(Target.Top), (int)MathF.Ceiling(Target.Right), (int)MathF.Ceiling(Target.Bottom));
}
