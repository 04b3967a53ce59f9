using Aigc.Forge.Drawing;
using SkiaSharp;

namespace Aigc.Forge.Cutout;

/// <summary>A product as a studio photographs it, with the true outline: what the cut-out network learns from, and what cut-outs are judged on.</summary>
/// <param name="Rgb">Interleaved, side × side × 3.</param>
/// <param name="Alpha">How much of each pixel is product, 0 to 255. Shadow and reflection are no product.</param>
/// <param name="Shade">By how many levels shadow or reflection changes the ground, product or not.</param>
internal sealed record StudioPhoto(byte[] Rgb, byte[] Alpha, byte[] Shade, int Side)
{
    public static StudioPhoto Draw(int seed, int side, StudioKind kind = StudioKind.Usual)
    {
        var dice = new Dice(seed);
        using var ground = Surface(side, SKAlphaType.Opaque);
        var look = StudioGround.Paint(ground.Canvas, dice, side, kind);
        using var layer = Surface(side, SKAlphaType.Premul);
        StudioProduct.Paint(layer, dice, side, look, kind);
        using var product = layer.Snapshot();
        var alpha = AlphaOf(product, side);
        using var bare = ground.Snapshot();
        StudioLight.Cast(ground.Canvas, dice, side, product, BoxOf(alpha, side), kind);
        using var shaded = ground.Snapshot();
        ground.Canvas.DrawImage(product, 0, 0, SKSamplingOptions.Default);
        StudioLight.Fall(ground.Canvas, dice, side);
        using var seen = ground.Snapshot();
        return new(Taken(seen, dice, side), alpha, Between(bare, shaded, side), side);
    }

    private static SKSurface Surface(int side, SKAlphaType alpha) => SKSurface.Create(new SKImageInfo(side, side, SKColorType.Rgba8888, alpha));

    private static byte[] AlphaOf(SKImage product, int side)
    {
        using var pixels = product.PeekPixels();
        var rgba = pixels.GetPixelSpan();
        var alpha = new byte[side * side];
        for (var p = 0; p < alpha.Length; p++) alpha[p] = rgba[(p * 4) + 3];
        return alpha;
    }

    private static byte[] Between(SKImage bare, SKImage shaded, int side)
    {
        using var before = bare.PeekPixels();
        using var after = shaded.PeekPixels();
        var from = before.GetPixelSpan();
        var to = after.GetPixelSpan();
        var shade = new byte[side * side];
        for (var p = 0; p < shade.Length; p++) shade[p] = (byte)Math.Abs(from[(p * 4) + 1] - to[(p * 4) + 1]);
        return shade;
    }

    private static SKRect BoxOf(byte[] alpha, int side)
    {
        var (left, top, right, bottom) = (side, side, 0, 0);
        for (var p = 0; p < alpha.Length; p++)
        {
            if (alpha[p] < 128) continue;
            var (x, y) = (p % side, p / side);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        return right > left ? new(left, top, right, bottom) : new(0, 0, side, side);
    }

    // A lens that is never quite sharp, a sensor's grain, and mostly a JPEG.
    private static byte[] Taken(SKImage seen, Dice dice, int side)
    {
        using var blurred = Surface(side, SKAlphaType.Opaque);
        var sigma = dice.Between(0f, 0.7f);
        using (var lens = new SKPaint { ImageFilter = sigma > 0.2f ? SKImageFilter.CreateBlur(sigma, sigma) : null }) blurred.Canvas.DrawImage(seen, 0, 0, SKSamplingOptions.Default, lens);
        using var image = blurred.Snapshot();
        using var stored = dice.Chance(0.7f) ? Compressed(image, dice.Between(60, 96)) : SKBitmap.FromImage(image);
        var grain = dice.Chance(0.4f) ? dice.Between(0.4f, 3f) : 0;
        var from = stored.GetPixelSpan();
        var rgb = new byte[side * side * 3];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)Math.Clamp(from[(i / 3 * 4) + (i % 3)] + (grain > 0 ? grain * dice.Normal() : 0), 0, 255);
        return rgb;
    }

    private static SKBitmap Compressed(SKImage image, int quality)
    {
        using var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, quality);
        return SKBitmap.Decode(jpeg.ToArray(), new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
    }
}
