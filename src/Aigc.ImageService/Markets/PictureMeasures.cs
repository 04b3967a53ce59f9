using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Markets;

/// <summary>What was measured of a file as it would be delivered: decoded again, so that compression counts.</summary>
/// <param name="Product">Box of the product; null where the ground is not even enough to tell.</param>
/// <param name="GroundWhite">Null where there is no product to tell the ground from, or no ground.</param>
internal sealed record PictureMeasures(int Width, int Height, long Bytes, OutputFormat Format, double BorderWhite, double? GroundWhite, double Opaque, PixelBox? Product)
{
    public double? ProductFill => Product is null ? null : Math.Max((double)(Product.Right - Product.Left) / Width, (double)(Product.Bottom - Product.Top) / Height);

    /// <param name="product">Where the renderer put the product, if it is known: surer than looking for it.</param>
    /// <exception cref="ImageProblemException">The file cannot be decoded.</exception>
    public static (PictureMeasures Measures, Raster Picture) Of(byte[] file, PixelBox? product = null)
    {
        var picture = ImageDecoder.DecodeWhole(file);
        return (Of(picture, file.Length, OutputFormats.Of(file)!.Value, product), picture);
    }

    /// <summary>Of pixels that are not encoded yet.</summary>
    public static PictureMeasures Of(Raster picture, long bytes, OutputFormat format, PixelBox? product = null)
    {
        var look = ProductBox.Of(picture);
        return new(picture.Width, picture.Height, bytes, format, BorderWhiteOf(picture), look?.GroundWhite, OpaqueOf(picture), product ?? look?.Box);
    }

    /// <returns>A number; or null, and for names the name.</returns>
    public (double? Value, string? Name) Get(MarketMeasure measure) => measure switch
    {
        MarketMeasure.BorderWhite => (BorderWhite, null),
        MarketMeasure.GroundWhite => (GroundWhite, null),
        MarketMeasure.Opaque => (Opaque, null),
        MarketMeasure.ProductFill => (ProductFill, null),
        MarketMeasure.LongestSide => (Math.Max(Width, Height), null),
        MarketMeasure.ShortestSide => (Math.Min(Width, Height), null),
        MarketMeasure.Megapixels => (Width * (double)Height / 1e6, null),
        MarketMeasure.Bytes => (Bytes, null),
        MarketMeasure.Aspect => ((double)Width / Height, null),
        MarketMeasure.Format => (null, Format.Name()),
        _ => (null, null),
    };

    private static double BorderWhiteOf(Raster picture)
    {
        var ring = Math.Max(2, (int)Math.Round(Math.Min(picture.Width, picture.Height) * 0.01));
        var (white, all) = (0L, 0L);
        for (var y = 0; y < picture.Height; y++)
        {
            var isEdgeRow = y < ring || y >= picture.Height - ring;
            for (var x = 0; x < picture.Width; x++)
            {
                if (!isEdgeRow && x == ring && picture.Width > 2 * ring) x = picture.Width - ring;
                all++;
                if (IsWhite(picture, x, y)) white++;
            }
        }
        return (double)white / all;
    }

    private static double OpaqueOf(Raster picture)
    {
        if (!picture.HasAlpha) return 1;
        var solid = 0L;
        for (var i = 3; i < picture.Pixels.Length; i += 4) if (picture.Pixels[i] == 255) solid++;
        return (double)solid / ((long)picture.Width * picture.Height);
    }

    public static bool IsWhite(Raster picture, int x, int y)
    {
        var i = ((y * picture.Width) + x) * picture.Bands;
        var pixels = picture.Pixels;
        return pixels[i] == 255 && pixels[i + 1] == 255 && pixels[i + 2] == 255 && (picture.Bands == 3 || pixels[i + 3] == 255);
    }
}
