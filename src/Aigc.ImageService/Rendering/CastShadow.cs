using Aigc.Contracts.Images;
using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>A product's own shadow: how much of the light it takes, where it lies in the photo.</summary>
/// <param name="image">Alpha alone; null where there is none.</param>
/// <param name="box">In pixels of the photo.</param>
/// <param name="owned">Disposed of together with this.</param>
internal sealed class CastShadow(SKImage? image, PixelBox box, bool owned) : IDisposable
{
    private const float Seen = 0.02f;

    /// <param name="shade">0 to 1 for each pixel of the photo.</param>
    public static CastShadow Of(float[] shade, int photoWidth)
    {
        var box = BoxOf(shade, photoWidth);
        if (box.Right <= box.Left) return new(null, box, owned: true);
        var (width, height) = (box.Right - box.Left, box.Bottom - box.Top);
        var alpha = new byte[width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var taken = shade[((y + box.Top) * photoWidth) + x + box.Left];
                if (taken > Seen) alpha[(y * width) + x] = (byte)MathF.Round(taken * 255);
            }
        return new(SKImage.FromPixelCopy(new SKImageInfo(width, height, SKColorType.Alpha8), alpha, width), box, owned: true);
    }

    /// <summary>The same for another layer; the first owns it.</summary>
    public CastShadow Shared() => new(image, box, owned: false);

    /// <param name="product">The product's box in pixels of the photo.</param>
    /// <param name="target">Where that is drawn.</param>
    public void Draw(SKCanvas canvas, PixelBox product, SKRect target)
    {
        if (image is null) return;
        var scale = target.Width / (product.Right - product.Left);
        using var black = new SKPaint { Color = SKColors.Black };
        var where = SKRect.Create(target.Left + ((box.Left - product.Left) * scale), target.Top + ((box.Top - product.Top) * scale), image.Width * scale, image.Height * scale);
        canvas.DrawImage(image, where, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear), black);
    }

    public void Dispose()
    {
        if (owned) image?.Dispose();
    }

    private static PixelBox BoxOf(float[] shade, int width)
    {
        var (left, top, right, bottom) = (width, shade.Length / width, 0, 0);
        for (var p = 0; p < shade.Length; p++)
        {
            if (shade[p] <= Seen) continue;
            var (x, y) = (p % width, p / width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        return new(left, top, right, bottom);
    }
}
