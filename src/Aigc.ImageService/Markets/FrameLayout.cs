using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fidelity;

namespace Aigc.ImageService.Markets;

/// <summary>Puts a product on an even ground into a new frame of that ground: centred, filling what the market wants, in a size and ratio that its rules allow.</summary>
internal static class FrameLayout
{
    // Around the box: the softness of the outline belongs to the product.
    private const int Rim = 2;

    // Enlarging by so much does not show.
    private const double Unseen = 1.25;

    /// <returns>And where the picture went in it.</returns>
    /// <exception cref="ImageProblemException"><c>product-cropped</c>, <c>too-few-pixels</c> 422.</exception>
    public static (Raster Picture, Placement Moved) Apply(Raster picture, PixelBox product, MarketPack pack)
    {
        if (product.Left <= 0 || product.Top <= 0 || product.Right >= picture.Width || product.Bottom >= picture.Height)
            throw new ImageProblemException("product-cropped", "The product runs out of the picture; what is missing cannot be made up.", 422);
        var (width, height) = FrameOf(picture, product, pack);
        var scale = Math.Min(pack.Deliver.Fill * width / (product.Right - product.Left), pack.Deliver.Fill * height / (product.Bottom - product.Top));
        // All that the new frame shows of the old one, so that a shadow is not cut off along the product's box.
        var (halfWidth, halfHeight) = (width / scale / 2, height / scale / 2);
        var (x, y) = ((product.Left + product.Right) / 2.0, (product.Top + product.Bottom) / 2.0);
        PixelBox window = new(
            Math.Max(0, (int)Math.Ceiling(x - halfWidth)), Math.Max(0, (int)Math.Ceiling(y - halfHeight)),
            Math.Min(picture.Width, (int)Math.Floor(x + halfWidth)), Math.Min(picture.Height, (int)Math.Floor(y + halfHeight)));
        var part = Part(picture, window);
        var scaled = Rescaling.To(part, Math.Max(1, (int)Math.Round(part.Width * scale)), Math.Max(1, (int)Math.Round(part.Height * scale)));
        var (left, top) = ((int)Math.Round((width / 2.0) - ((x - window.Left) * scale)), (int)Math.Round((height / 2.0) - ((y - window.Top) * scale)));
        var (w, h) = ((product.Right - product.Left) * scale / 2, (product.Bottom - product.Top) * scale / 2);
        var framed = Framed(scaled, left, top, width, height, w + Rim, h + Rim, ProductBox.GroundColour(picture) ?? [255, 255, 255]);
        return (framed, new(scale, left - (window.Left * scale), top - (window.Top * scale)));
    }

    // As many pixels as the product has of its own, within the limits; a little more where that reaches what the market recommends, and
    // enlarged beyond that only where the market would refuse it otherwise.
    private static (int Width, int Height) FrameOf(Raster picture, PixelBox product, MarketPack pack)
    {
        var ratio = Clamped(pack, MarketMeasure.Aspect, (double)picture.Width / picture.Height);
        var own = Math.Max((product.Right - product.Left) / pack.Deliver.Fill, (product.Bottom - product.Top) / pack.Deliver.Fill * ratio);
        var longest = ratio >= 1 ? own : own / ratio;
        var shortShare = Math.Min(ratio, 1 / ratio);
        var least = LeastSide(pack.Rules.Where(rule => rule.Severity == RuleOutcome.Fail), shortShare);
        if (least > longest * pack.Deliver.MaxEnlargement)
            throw new ImageProblemException("too-few-pixels", FormattableString.Invariant($"The product would have to be enlarged {least / longest:0.0} times; {pack.Deliver.MaxEnlargement:0.0} are allowed."), 422);
        var recommended = LeastSide(pack.Rules, shortShare);
        if (recommended <= longest * Unseen) least = recommended;
        var side = Math.Clamp(longest, least, Math.Max(least, pack.Deliver.Side));
        var (width, height) = ratio >= 1 ? (side, side / ratio) : (side * ratio, side);
        return ((int)Math.Ceiling(width - 1e-6), (int)Math.Ceiling(height - 1e-6));
    }

    private static double LeastSide(IEnumerable<MarketRule> rules, double shortShare) =>
        rules.Max(rule => rule.Measure switch { MarketMeasure.LongestSide => rule.Min, MarketMeasure.ShortestSide => rule.Min / shortShare, _ => null }) ?? 1;

    private static double Clamped(MarketPack pack, MarketMeasure measure, double value)
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

    // Beyond the product what there is fades into the ground, and is gone before the border.
    private static Raster Framed(Raster part, int left, int top, int width, int height, double halfWidth, double halfHeight, byte[] ground)
    {
        var pixels = new byte[width * height * 3];
        var border = Math.Max(3, Math.Min(width, height) * 0.015);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var to = pixels.AsSpan(((y * width) + x) * 3, 3);
                ground.CopyTo(to);
                var (u, v) = (x - left, y - top);
                if (u < 0 || v < 0 || u >= part.Width || v >= part.Height) continue;
                var shown = Math.Min(Shown(x, width, halfWidth, border), Shown(y, height, halfHeight, border));
                if (shown <= 0) continue;
                var from = part.Pixels.AsSpan(((v * part.Width) + u) * 3, 3);
                for (var c = 0; c < 3; c++) to[c] = (byte)Math.Round(ground[c] + ((from[c] - ground[c]) * shown));
            }
        return new(pixels, width, height, 3);
    }

    // 1 on the product, falling to 0 at the border.
    private static double Shown(int at, int length, double half, double border)
    {
        var (beyond, space) = (Math.Abs(at + 0.5 - (length / 2.0)) - half, (length / 2.0) - border - half);
        return beyond <= 0 ? 1 : space <= 0 ? 0 : Math.Max(0, 1 - (beyond / space));
    }
}
