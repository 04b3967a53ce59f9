using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Fidelity;
using Aigc.ImageService.Markets;

namespace Aigc.ImageService.Pipeline;

/// <summary>A made picture as it leaves.</summary>
internal sealed record FinishedFile(byte[] Bytes, OutputFormat Format, int Width, int Height)
{
    /// <summary>Under the rules of its market; null where it has none.</summary>
    public MarketReport? Report { get; init; }

    /// <summary>Where its market's fix put the pixels of the made picture.</summary>
    public Placement Moved { get; init; } = Placement.Unmoved;

    /// <summary>Where a label for people to see was drawn; null: nowhere.</summary>
    public PixelBox? Label { get; init; }

    /// <summary>Its market cut the product out, or moved it.</summary>
    public bool IsRecut => Report?.Fixes.Any(fix => fix != MarketFixing.Encoded) ?? false;
}
