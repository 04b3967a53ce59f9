using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Pictures;

namespace Aigc.ImageService.TryOn;

/// <summary>Fits a picture into another shape without stretching it: what is left over is white, as a garment's ground is.</summary>
internal static class Letterbox
{
    public static Picture Fit(Picture picture, int width, int height)
    {
        var scale = Math.Min((double)width / picture.Width, (double)height / picture.Height);
        var (w, h) = (Math.Clamp((int)Math.Round(picture.Width * scale), 1, width), Math.Clamp((int)Math.Round(picture.Height * scale), 1, height));
        var inner = PictureTensors.Resized(picture, w, h);
        var rgb = new byte[width * height * 3];
        Array.Fill(rgb, (byte)255);
        var (left, top) = ((width - w) / 2, (height - h) / 2);
        for (var y = 0; y < h; y++) inner.Rgb.AsSpan(y * w * 3, w * 3).CopyTo(rgb.AsSpan((((top + y) * width) + left) * 3));
        return new(rgb, width, height);
    }
}
