using Aigc.Contracts.Images;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Markets;

/// <summary>A delivered file as another decoder and other code see it.</summary>
internal sealed record SeenFile(int Width, int Height, long Bytes, string Format, double BorderWhite, SKRectI Product)
{
    // All products drawn in these tests are much darker than any shadow, and than white ground.
    private const int Dark = 150;

    public static SeenFile Of(byte[] file)
    {
        using var codec = SKCodec.Create(new MemoryStream(file));
        using var bitmap = SKBitmap.Decode(codec);
        var (width, height, pixels) = (bitmap.Width, bitmap.Height, bitmap.Pixels);
        var ring = Math.Max(2, (int)Math.Round(Math.Min(width, height) * 0.01));
        var (left, top, right, bottom, white, border) = (width, height, 0, 0, 0, 0);
        for (var p = 0; p < pixels.Length; p++)
        {
            var (x, y, pixel) = (p % width, p / width, pixels[p]);
            if (x < ring || y < ring || x >= width - ring || y >= height - ring)
            {
                border++;
                if (pixel == SKColors.White) white++;
            }
            if (Math.Min(pixel.Red, Math.Min(pixel.Green, pixel.Blue)) < Dark) (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        return new(width, height, file.Length, $"{codec.EncodedFormat}".ToLowerInvariant(), (double)white / border, new(left, top, right, bottom));
    }

    public double Fill => Math.Max((double)Product.Width / Width, (double)Product.Height / Height);

    /// <summary>Null for what is not measured here.</summary>
    public double? Get(MarketMeasure measure) => measure switch
    {
        MarketMeasure.LongestSide => Math.Max(Width, Height),
        MarketMeasure.ShortestSide => Math.Min(Width, Height),
        MarketMeasure.Megapixels => Width * (double)Height / 1e6,
        MarketMeasure.Bytes => Bytes,
        MarketMeasure.Aspect => (double)Width / Height,
        MarketMeasure.BorderWhite => BorderWhite,
        // Where the ground is dark as well, its own box says nothing.
        MarketMeasure.ProductFill => BorderWhite > 0.99 ? Fill : null,
        _ => null,
    };

    /// <summary>By how much two ways of measuring may differ.</summary>
    public static double Tolerance(MarketMeasure measure) => measure is MarketMeasure.ProductFill ? 0.04 : measure is MarketMeasure.BorderWhite ? 0.005 : 0;
}
