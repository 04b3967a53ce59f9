using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Upscaling;

/// <summary>Puts a picture into the middle of a larger frame: white, or transparent where the picture has alpha.</summary>
internal static class Frame
{
    public static Raster Centred(Raster picture, int width, int height)
    {
        if (picture.Width == width && picture.Height == height) return picture;
        var pixels = new byte[width * height * picture.Bands];
        if (!picture.HasAlpha) Array.Fill(pixels, (byte)255);
        var (left, top) = ((width - picture.Width) / 2, (height - picture.Height) / 2);
        for (var y = 0; y < picture.Height; y++)
            picture.Pixels.AsSpan(y * picture.Width * picture.Bands, picture.Width * picture.Bands).CopyTo(pixels.AsSpan((((top + y) * width) + left) * picture.Bands));
        return new(pixels, width, height, picture.Bands);
    }
}
