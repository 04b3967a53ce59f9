using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Upscaling;
using Aigc.ImageService.Vision;
using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>
/// The subject on nothing: straight-alpha RGBA, edge colours free of the old ground; and its own shadow apart from it, black that takes as
/// much light as the real one did, so that it looks right on any ground.
/// </summary>
internal sealed class ProductLayer : IDisposable
{
    private readonly SKImage _image;
    private readonly Raster _pixels;
    private readonly CastShadow _shadow;

    private ProductLayer(Raster pixels, PixelBox box, CastShadow shadow)
    {
        (_pixels, _shadow, Box) = (pixels, shadow, box);
        _image = pixels.ToSkia();
    }

    /// <summary>The product's size in pixels of the layer.</summary>
    public SKRectI Product => new(0, 0, _pixels.Width, _pixels.Height);

    /// <summary>Where it is in pixels of the photo.</summary>
    public PixelBox Box { get; }

    public static ProductLayer From(Picture photo, Cutout cutout)
    {
        var box = Padded(cutout.Measures.Box, photo, 3);
        var (width, height) = (box.Right - box.Left, box.Bottom - box.Top);
        var rgba = photo.Own is { } own ? Part(own, box) : Separated(photo, cutout.Alpha, box);
        return new(new(rgba, width, height, 4), box, CastShadow.Of(cutout.Shadow, photo.Width));
    }

    // Of a file that was cut out already: its own colours up to the edge.
    private static byte[] Part(Raster own, PixelBox box)
    {
        var (width, height) = (box.Right - box.Left, box.Bottom - box.Top);
        var rgba = new byte[width * height * 4];
        for (var y = 0; y < height; y++) own.Pixels.AsSpan((((y + box.Top) * own.Width) + box.Left) * 4, width * 4).CopyTo(rgba.AsSpan(y * width * 4));
        return rgba;
    }

    private static byte[] Separated(Picture photo, float[] alpha, PixelBox box)
    {
        var (width, height) = (box.Right - box.Left, box.Bottom - box.Top);
        var rgba = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var from = ((y + box.Top) * photo.Width) + x + box.Left;
                photo.Rgb.AsSpan(from * 3, 3).CopyTo(rgba.AsSpan(((y * width) + x) * 4, 3));
                rgba[(((y * width) + x) * 4) + 3] = (byte)MathF.Round(alpha[from] * 255);
            }
        EdgeColours.Decontaminate(rgba, width, height);
        return rgba;
    }

    /// <summary>The same product with more pixels, so that drawing it needs no enlarging; and the network that found them. Its shadow is as soft as it was.</summary>
    /// <param name="scale">By how much, above 1.</param>
    public (ProductLayer Layer, ModelManifest? Model) Enlarged(Upscaler upscaler, float scale, CancellationToken cancellationToken)
    {
        var (width, height) = ((int)MathF.Round(_pixels.Width * scale), (int)MathF.Round(_pixels.Height * scale));
        var (pixels, model) = upscaler.Resize(_pixels, width, height, name: null, cancellationToken);
        return (new(pixels, Box, _shadow.Shared()), model);
    }

    /// <summary>Draws the product into the target.</summary>
    public void Draw(SKCanvas canvas, SKRect target, SKPaint? paint = null) => canvas.DrawImage(_image, target, Sampling(target.Width / _image.Width), paint);

    /// <summary>Draws the shadow that belongs to a product in the target.</summary>
    public void DrawShadow(SKCanvas canvas, SKRect target) => _shadow.Draw(canvas, Box, target);

    public void Dispose()
    {
        _image.Dispose();
        _shadow.Dispose();
    }

    // Mitchell's cubic keeps edges without ringing when enlarging; reducing wants mipmaps.
    private static SKSamplingOptions Sampling(float scale) => scale > 1 ? new SKSamplingOptions(SKCubicResampler.Mitchell) : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);

    private static PixelBox Padded(PixelBox box, Picture photo, int by) =>
        new(Math.Max(0, box.Left - by), Math.Max(0, box.Top - by), Math.Min(photo.Width, box.Right + by), Math.Min(photo.Height, box.Bottom + by));
}
