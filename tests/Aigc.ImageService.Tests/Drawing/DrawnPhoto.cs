using NetVips;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Drawing;

/// <summary>A photo that was drawn, so that the outline of its product is known to the pixel.</summary>
/// <param name="Png">The picture.</param>
/// <param name="Truth">Width × height; true where the product is.</param>
internal sealed record DrawnPhoto(byte[] Png, bool[] Truth, int Width, int Height)
{
    public byte[] Jpeg(int quality = 92) => Vips(image => image.JpegsaveBuffer(q: quality));

    /// <summary>The picture after a step of vips, as PNG.</summary>
    public byte[] Changed(Func<Image, Image> change) => Vips(image =>
    {
        using var changed = change(image);
        return changed.PngsaveBuffer();
    });

    public T Vips<T>(Func<Image, T> use)
    {
        using var image = Image.NewFromBuffer(Png);
        return use(image);
    }

    /// <summary>How well a mask agrees with the truth: intersection over union, 0 to 1.</summary>
    public double IouOf(float[] alpha)
    {
        var (both, either) = (0, 0);
        for (var p = 0; p < Truth.Length; p++)
        {
            var found = alpha[p] > 0.5f;
            if (found && Truth[p]) both++;
            if (found || Truth[p]) either++;
        }
        return (double)both / either;
    }

    public static DrawnPhoto Of(Shape shape, Ground ground, int width = 640, int height = 640, SKColor? colour = null)
    {
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var photo = new SKBitmap(info);
        using var mask = new SKBitmap(info);
        using (var canvas = new SKCanvas(photo))
        {
            ground.Draw(canvas, width, height);
            shape.Draw(canvas, width, height, colour ?? new SKColor(178, 44, 52));
        }
        using (var canvas = new SKCanvas(mask))
        {
            canvas.Clear(SKColors.Black);
            shape.Silhouette(canvas, width, height);
        }
        ground.AddGrain(photo);
        using var png = photo.Encode(SKEncodedImageFormat.Png, 100);
        return new(png.ToArray(), [.. mask.Pixels.Select(pixel => pixel.Red > 127)], width, height);
    }
}
