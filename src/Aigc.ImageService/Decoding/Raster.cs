using System.Runtime.InteropServices;
using NetVips;
using SkiaSharp;

namespace Aigc.ImageService.Decoding;

/// <summary>Pixels in memory, at full size: 8-bit sRGB, interleaved, upright; straight alpha where there is a fourth band.</summary>
/// <param name="Pixels">Width × height × bands bytes.</param>
/// <param name="Bands">3 or 4.</param>
internal sealed record Raster(byte[] Pixels, int Width, int Height, int Bands)
{
    public bool HasAlpha => Bands == 4;

    public static Raster From(Picture picture) => new(picture.Rgb, picture.Width, picture.Height, 3);

    /// <param name="image">8-bit, 3 or 4 bands.</param>
    public static Raster From(Image image) => new(image.WriteToMemory<byte>(), image.Width, image.Height, image.Bands);

    /// <summary>Keeps the fourth band only where something shows through.</summary>
    public static Raster From(SKImage image)
    {
        var info = new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var rgba = new byte[info.BytesSize];
        var pin = GCHandle.Alloc(rgba, GCHandleType.Pinned);
        try
        {
            if (!image.ReadPixels(info, pin.AddrOfPinnedObject(), info.RowBytes, 0, 0)) throw new InvalidOperationException("The rendered picture cannot be read.");
        }
        finally
        {
            pin.Free();
        }
        return Shows(rgba) ? new(rgba, image.Width, image.Height, 4) : new(WithoutAlpha(rgba), image.Width, image.Height, 3);
    }

    /// <summary>Without any metadata. The pixels are shared, not copied.</summary>
    public Image ToVips()
    {
        using var plain = Image.NewFromMemory(Pixels, Width, Height, Bands, Enums.BandFormat.Uchar);
        return plain.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    public SKImage ToSkia()
    {
        var rgba = HasAlpha ? Pixels : WithAlpha();
        return SKImage.FromPixelCopy(new SKImageInfo(Width, Height, SKColorType.Rgba8888, HasAlpha ? SKAlphaType.Unpremul : SKAlphaType.Opaque), rgba);
    }

    /// <summary>Three bands: what shows through shows the given colour.</summary>
    public Raster Opaque(byte red, byte green, byte blue)
    {
        if (!HasAlpha) return this;
        var rgb = new byte[Width * Height * 3];
        for (int from = 0, to = 0; from < Pixels.Length; from += 4, to += 3)
        {
            int alpha = Pixels[from + 3];
            rgb[to] = Over(Pixels[from], red, alpha);
            rgb[to + 1] = Over(Pixels[from + 1], green, alpha);
            rgb[to + 2] = Over(Pixels[from + 2], blue, alpha);
        }
        return new(rgb, Width, Height, 3);
    }

    private byte[] WithAlpha()
    {
        var rgba = new byte[Width * Height * 4];
        for (int from = 0, to = 0; from < Pixels.Length; from += 3, to += 4)
        {
            Pixels.AsSpan(from, 3).CopyTo(rgba.AsSpan(to));
            rgba[to + 3] = 255;
        }
        return rgba;
    }

    private static byte[] WithoutAlpha(byte[] rgba)
    {
        var rgb = new byte[rgba.Length / 4 * 3];
        for (int from = 0, to = 0; from < rgba.Length; from += 4, to += 3)
        {
            rgb[to] = rgba[from];
            rgb[to + 1] = rgba[from + 1];
            rgb[to + 2] = rgba[from + 2];
        }
        return rgb;
    }

    private static byte Over(byte top, byte below, int alpha) => (byte)(((top * alpha) + (below * (255 - alpha)) + 127) / 255);

    private static bool Shows(byte[] rgba)
    {
        for (var i = 3; i < rgba.Length; i += 4) if (rgba[i] != 255) return true;
        return false;
    }
}
