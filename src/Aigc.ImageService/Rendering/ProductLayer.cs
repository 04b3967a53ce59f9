using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Upscaling;
using Aigc.ImageService.Vision;
using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>
/// The subject and its own shadow on nothing: straight-alpha RGBA, edge colours free of the old ground. The shadow is black that takes as
/// much light as the real one did, so that it looks right on any ground.
/// </summary>
internal sealed class ProductLayer : IDisposable
{
    private const float Seen = 0.02f;
    private readonly SKImage _image;
    private readonly Raster _pixels;

    private ProductLayer(Raster pixels, SKRectI product, PixelBox box)
    {
        (_pixels, Product, Box) = (pixels, product, box);
        _image = pixels.ToSkia();
    }

    /// <summary>Where the product itself is, without its shadow.</summary>
    public SKRectI Product { get; }

    /// <summary>The same in pixels of the photo.</summary>
    public PixelBox Box { get; }

    public static ProductLayer From(Picture photo, Cutout cutout)
    {
        var product = Padded(cutout.Measures.Box, photo, 3);
        var all = WithShadow(product, photo, cutout.Shadow);
        var (width, height) = (all.Right - all.Left, all.Bottom - all.Top);
        var rgba = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var from = ((y + all.Top) * photo.Width) + x + all.Left;
                photo.Rgb.AsSpan(from * 3, 3).CopyTo(rgba.AsSpan(((y * width) + x) * 4, 3));
                rgba[(((y * width) + x) * 4) + 3] = (byte)MathF.Round(cutout.Alpha[from] * 255);
            }
        EdgeColours.Decontaminate(rgba, width, height);
        AddShadow(rgba, cutout.Shadow, photo.Width, all);
        return new(new(rgba, width, height, 4), new(product.Left - all.Left, product.Top - all.Top, product.Right - all.Left, product.Bottom - all.Top), product);
    }

    /// <summary>The same product with more pixels, so that drawing it needs no enlarging; and the network that found them.</summary>
    /// <param name="scale">By how much, above 1.</param>
    public (ProductLayer Layer, ModelManifest? Model) Enlarged(Upscaler upscaler, float scale, CancellationToken cancellationToken)
    {
        var (width, height) = ((int)MathF.Round(_pixels.Width * scale), (int)MathF.Round(_pixels.Height * scale));
        var (pixels, model) = upscaler.Resize(_pixels, width, height, name: null, cancellationToken);
        var (across, down) = ((float)width / _pixels.Width, (float)height / _pixels.Height);
        return (new(pixels, SKRectI.Round(new(Product.Left * across, Product.Top * down, Product.Right * across, Product.Bottom * down)), Box), model);
    }

    /// <summary>Draws the layer so that its product lies in the target.</summary>
    public void Draw(SKCanvas canvas, SKRect target, SKPaint? paint = null)
    {
        var scale = target.Width / Product.Width;
        var whole = SKRect.Create(target.Left - (Product.Left * scale), target.Top - (Product.Top * scale), _image.Width * scale, _image.Height * scale);
        canvas.DrawImage(_image, whole, Sampling(scale), paint);
    }

    public void Dispose() => _image.Dispose();

    // Mitchell's cubic keeps edges without ringing when enlarging; reducing wants mipmaps.
    private static SKSamplingOptions Sampling(float scale) => scale > 1 ? new SKSamplingOptions(SKCubicResampler.Mitchell) : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);

    private static PixelBox Padded(PixelBox box, Picture photo, int by) =>
        new(Math.Max(0, box.Left - by), Math.Max(0, box.Top - by), Math.Min(photo.Width, box.Right + by), Math.Min(photo.Height, box.Bottom + by));

    private static PixelBox WithShadow(PixelBox box, Picture photo, float[] shadow)
    {
        var (left, top, right, bottom) = (box.Left, box.Top, box.Right, box.Bottom);
        for (var p = 0; p < shadow.Length; p++)
        {
            if (shadow[p] <= Seen) continue;
            var (x, y) = (p % photo.Width, p / photo.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        return new(left, top, right, bottom);
    }

    // Product over shadow, in straight alpha.
    private static void AddShadow(byte[] rgba, float[] shadow, int photoWidth, PixelBox box)
    {
        var width = box.Right - box.Left;
        for (var i = 0; i < rgba.Length; i += 4)
        {
            var pixel = i / 4;
            var shade = shadow[(((pixel / width) + box.Top) * photoWidth) + (pixel % width) + box.Left];
            if (shade <= Seen) continue;
            var solid = rgba[i + 3] / 255f;
            var alpha = solid + (shade * (1 - solid));
            for (var c = 0; c < 3; c++) rgba[i + c] = (byte)(rgba[i + c] * solid / alpha);
            rgba[i + 3] = (byte)MathF.Round(alpha * 255);
        }
    }
}
