using Aigc.ImageService.Decoding;
using NetVips;
using SkiaSharp;

namespace Aigc.ImageService.Converting;

/// <summary>
/// Another size. Reduced by vips (Lanczos, exactly aligned), enlarged by Skia (Mitchell): vips shifts what it enlarges by half a pixel.
/// </summary>
internal static class Rescaling
{
    /// <summary>Exactly this size, whatever the ratio.</summary>
    public static Raster To(Raster raster, int width, int height)
    {
        if (width == raster.Width && height == raster.Height) return raster;
        return width <= raster.Width && height <= raster.Height ? Reduce(raster, width, height) : Enlarge(raster, width, height);
    }

    /// <summary>The largest size within the bounds that keeps the ratio; never enlarged.</summary>
    public static Raster Within(Raster raster, int? width, int? height)
    {
        var scale = Math.Min(1, Math.Min((double)(width ?? raster.Width) / raster.Width, (double)(height ?? raster.Height) / raster.Height));
        return To(raster, Math.Max(1, (int)Math.Round(raster.Width * scale)), Math.Max(1, (int)Math.Round(raster.Height * scale)));
    }

    private static Raster Reduce(Raster raster, int width, int height)
    {
        using var image = raster.ToVips();
        using var reduced = image.ThumbnailImage(width, height: height, size: Enums.Size.Force);
        using var eight = reduced.Cast(Enums.BandFormat.Uchar);
        return Raster.From(eight);
    }

    private static Raster Enlarge(Raster raster, int width, int height)
    {
        using var image = raster.ToSkia();
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.DrawImage(image, SKRect.Create(width, height), new SKSamplingOptions(SKCubicResampler.Mitchell));
        using var enlarged = surface.Snapshot();
        return Raster.From(enlarged);
    }
}
