using Aigc.ImageService.Decoding;
using Aigc.ImageService.Upscaling;
using NetVips;

namespace Aigc.ImageService.Converting;

/// <summary>
/// Another size. Reduced by vips (Lanczos, exactly aligned), enlarged by our own Lanczos: vips shifts what it enlarges by half a pixel.
/// </summary>
internal static class Rescaling
{
    /// <summary>Exactly this size, whatever the ratio.</summary>
    public static Raster To(Raster raster, int width, int height)
    {
        if (width == raster.Width && height == raster.Height) return raster;
        return width <= raster.Width && height <= raster.Height ? Reduce(raster, width, height) : Lanczos.Resize(raster.HasAlpha ? ColourBleed.Of(raster) : raster, width, height);
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
}
