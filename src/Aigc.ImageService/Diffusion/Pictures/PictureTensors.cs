using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Diffusion.Pictures;

/// <summary>Between 8-bit pictures and planes in [-1, 1], at the size that a model works at.</summary>
internal static class PictureTensors
{
    /// <returns>[1, 3, height, width] in [-1, 1].</returns>
    public static Tensor Planes(Picture picture, int width, int height)
    {
        var rgb = Resized(picture, width, height).Rgb;
        var pixels = width * height;
        var data = new float[3 * pixels];
        for (var p = 0; p < pixels; p++)
            for (var channel = 0; channel < 3; channel++) data[(channel * pixels) + p] = (rgb[(p * 3) + channel] / 127.5f) - 1;
        return new(data, 1, 3, height, width);
    }

    /// <summary>As networks that look at a picture want it.</summary>
    /// <param name="mean">Of each colour, 0 to 1: taken away.</param>
    /// <param name="spread">Of each colour: what is left is divided by it.</param>
    /// <returns>[1, 3, height, width].</returns>
    public static Tensor Normalised(Picture picture, int width, int height, double[] mean, double[] spread)
    {
        var planes = Planes(picture, width, height);
        for (var i = 0; i < planes.Data.Length; i++)
        {
            var channel = i / (width * height);
            planes.Data[i] = (float)((((planes.Data[i] + 1) / 2) - mean[channel]) / spread[channel]);
        }
        return planes;
    }

    /// <param name="planes">[1, 3, H, W].</param>
    public static Picture ToPicture(Tensor planes)
    {
        var (height, width) = (planes.Shape[2], planes.Shape[3]);
        var pixels = width * height;
        var rgb = new byte[3 * pixels];
        for (var p = 0; p < pixels; p++)
            for (var channel = 0; channel < 3; channel++) rgb[(p * 3) + channel] = ToByte((planes.Data[(channel * pixels) + p] + 1) * 127.5f);
        return new(rgb, width, height);
    }

    /// <summary>Area mean where it shrinks, bilinear where it grows.</summary>
    public static Picture Resized(Picture picture, int width, int height)
    {
        if (picture.Width == width && picture.Height == height) return picture;
        if (width <= picture.Width && height <= picture.Height) return new(Resampling.Reduce(picture.Rgb, picture.Width, picture.Height, width, height), width, height);
        var rgb = new byte[width * height * 3];
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = new float[picture.Pixels];
            for (var p = 0; p < plane.Length; p++) plane[p] = picture.Rgb[(p * 3) + channel];
            var scaled = Resampling.Bilinear(plane, picture.Width, picture.Height, width, height);
            for (var p = 0; p < scaled.Length; p++) rgb[(p * 3) + channel] = ToByte(scaled[p]);
        }
        return new(rgb, width, height);
    }

    /// <summary>Puts the pixels to keep back over what was made; where keep is 1 they are the very bytes of the original.</summary>
    /// <param name="keep">Width × height of the original, 0 to 1.</param>
    public static Picture PasteBack(Picture original, Picture made, float[] keep)
    {
        var rgb = new byte[original.Rgb.Length];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = ToByte((original.Rgb[i] * keep[i / 3]) + (made.Rgb[i] * (1 - keep[i / 3])));
        return original with { Rgb = rgb };
    }

    private static byte ToByte(float value) => (byte)Math.Clamp(MathF.Round(value), 0, 255);
}
