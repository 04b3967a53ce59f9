using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Markets;

/// <summary>Puts a product on an even ground into a new frame of that ground: centred, filling what the market wants, in a size and ratio that its rules allow.</summary>
internal static class FrameLayout
{
    // Around the box: the softness of the outline belongs to the product.
    private const int Rim = 2;

    /// <exception cref="ImageProblemException"><c>product-cropped</c>, <c>too-few-pixels</c> 422.</exception>
    public static Raster Apply(Raster picture, PixelBox product, MarketPack pack)
    {
        CheckWhole(product, picture);
        var (width, height) = FrameOf(picture, product, pack);
        var scale = Math.Min(pack.Deliver.Fill * width / (product.Right - product.Left), pack.Deliver.Fill * height / (product.Bottom - product.Top));
        PixelBox box = new(Math.Max(0, product.Left - Rim), Math.Max(0, product.Top - Rim), Math.Min(picture.Width, product.Right + Rim), Math.Min(picture.Height, product.Bottom + Rim));
        var part = Part(picture, box);
        var scaled = Rescaling.To(part, Math.Max(1, (int)Math.Round(part.Width * scale)), Math.Max(1, (int)Math.Round(part.Height * scale)));
        return Centred(scaled, width, height, ProductBox.GroundColour(picture) ?? [255, 255, 255]);
    }

    /// <exception cref="ImageProblemException"><c>product-cropped</c> 422.</exception>
    public static void CheckWhole(PixelBox product, Raster picture)
    {
        if (product.Left <= 0 || product.Top <= 0 || product.Right >= picture.Width || product.Bottom >= picture.Height)
            throw new ImageProblemException("product-cropped", "The product runs out of the picture; what is missing cannot be made up.", 422);
    }

    // As many pixels as the product has of its own, within the limits; enlarged only where the market would refuse it otherwise.
    private static (int Width, int Height) FrameOf(Raster picture, PixelBox product, MarketPack pack)
    {
        var ratio = Clamped(pack, Measure.Aspect, (double)picture.Width / picture.Height);
        var own = Math.Max((product.Right - product.Left) / pack.Deliver.Fill, (product.Bottom - product.Top) / pack.Deliver.Fill * ratio);
        var longest = ratio >= 1 ? own : own / ratio;
        var shortShare = Math.Min(ratio, 1 / ratio);
        var least = Math.Max(Limit(pack, Measure.LongestSide) ?? 1, (Limit(pack, Measure.ShortestSide) ?? 1) / shortShare);
        if (least > longest * pack.Deliver.MaxEnlargement)
            throw new ImageProblemException("too-few-pixels", FormattableString.Invariant($"The product would have to be enlarged {least / longest:0.0} times; {pack.Deliver.MaxEnlargement:0.0} are allowed."), 422);
        var side = Math.Clamp(longest, least, Math.Max(least, pack.Deliver.Side));
        var (width, height) = ratio >= 1 ? (side, side / ratio) : (side * ratio, side);
        return ((int)Math.Ceiling(width - 1e-6), (int)Math.Ceiling(height - 1e-6));
    }

    private static double? Limit(MarketPack pack, Measure measure) => pack.Rules.Where(rule => rule.Measure == measure && rule.Severity == RuleOutcome.Fail).Max(rule => rule.Min);

    private static double Clamped(MarketPack pack, Measure measure, double value)
    {
        foreach (var rule in pack.Rules.Where(rule => rule.Measure == measure))
            if (value < rule.Min || value > rule.Max) value = rule.Min <= 1 && rule.Max >= 1 ? 1 : Math.Clamp(value, rule.Min ?? value, rule.Max ?? value);
        return value;
    }

    private static Raster Part(Raster picture, PixelBox box)
    {
        var (width, height) = (box.Right - box.Left, box.Bottom - box.Top);
        var part = new byte[width * height * 3];
        for (var y = 0; y < height; y++) picture.Pixels.AsSpan((((y + box.Top) * picture.Width) + box.Left) * 3, width * 3).CopyTo(part.AsSpan(y * width * 3));
        return new(part, width, height, 3);
    }

    private static Raster Centred(Raster part, int width, int height, byte[] ground)
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < pixels.Length; i += 3) ground.CopyTo(pixels, i);
        var (left, top) = ((width - part.Width) / 2, (height - part.Height) / 2);
        for (var y = 0; y < part.Height; y++) part.Pixels.AsSpan(y * part.Width * 3, part.Width * 3).CopyTo(pixels.AsSpan((((y + top) * width) + left) * 3));
        return new(pixels, width, height, 3);
    }
}
