using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>Where the product goes.</summary>
internal static class Layout
{
    /// <summary>Centred, filling a share of the canvas at the most, aspect kept.</summary>
    public static SKRect Centred(SKRectI product, int width, int height, float fill)
    {
        var (w, h) = Scaled(product, width, height, fill);
        return SKRect.Create((width - w) / 2, (height - h) / 2, w, h);
    }

    /// <summary>Standing on a line, centred across.</summary>
    public static SKRect Standing(SKRectI product, int width, int height, float fill, float baseline)
    {
        var (w, h) = Scaled(product, width, height, fill);
        return SKRect.Create((width - w) / 2, (height * baseline) - h, w, h);
    }

    private static (float Width, float Height) Scaled(SKRectI product, int width, int height, float fill)
    {
        var scale = Math.Min(width * fill / product.Width, height * fill / product.Height);
        return (product.Width * scale, product.Height * scale);
    }
}
