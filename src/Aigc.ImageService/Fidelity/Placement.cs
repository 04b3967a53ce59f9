using Aigc.Contracts.Images;
using SkiaSharp;

namespace Aigc.ImageService.Fidelity;

/// <summary>Where a picture's pixels, such as those of the photo's product, went in another: <c>final = source × scale + offset</c>, in pixels, the same scale both ways.</summary>
internal sealed record Placement(double Scale, double Left, double Top)
{
    /// <summary>Where everything stays.</summary>
    public static Placement Unmoved { get; } = new(1, 0, 0);

    /// <summary>This, and then another on what came of it.</summary>
    public Placement Then(Placement next) => new(Scale * next.Scale, (Left * next.Scale) + next.Left, (Top * next.Scale) + next.Top);

    /// <summary>Where a box of the source is, in whole pixels, rounded outwards.</summary>
    public PixelBox Of(PixelBox box) => new(
        (int)Math.Floor((box.Left * Scale) + Left), (int)Math.Floor((box.Top * Scale) + Top), (int)Math.Ceiling((box.Right * Scale) + Left), (int)Math.Ceiling((box.Bottom * Scale) + Top));

    /// <param name="product">The box in the photo that was drawn into the target.</param>
    /// <param name="target">In the final picture.</param>
    public static Placement Of(PixelBox product, SKRect target)
    {
        var scale = (double)target.Width / (product.Right - product.Left);
        return new(scale, target.Left - (product.Left * scale), target.Top - (product.Top * scale));
    }
}
