using Aigc.ImageService.Decoding;
using SkiaSharp;

namespace Aigc.ImageService.Tests.TryOn;

/// <summary>A part of a picture in one colour, in pixels.</summary>
internal sealed record Box(int Left, int Top, int Right, int Bottom, SKColor? Colour = null);

/// <summary>Boxes on white, one over the other: what they cover is known to the pixel.</summary>
internal static class Boxes
{
    private static readonly SKColor Navy = new(40, 60, 140);

    public static Picture On(int width, int height, params Box[] boxes)
    {
        var rgb = new byte[width * height * 3];
        Array.Fill(rgb, (byte)255);
        foreach (var box in boxes)
        {
            var colour = box.Colour ?? Navy;
            for (var y = box.Top; y < box.Bottom; y++)
                for (var x = box.Left; x < box.Right; x++) (rgb[((y * width) + x) * 3], rgb[(((y * width) + x) * 3) + 1], rgb[(((y * width) + x) * 3) + 2]) = (colour.Red, colour.Green, colour.Blue);
        }
        return new(rgb, width, height);
    }

    /// <summary>1 in the box, 0 elsewhere.</summary>
    public static float[] Mask(int width, int height, Box box) =>
        [.. Enumerable.Range(0, width * height).Select(p => p % width >= box.Left && p % width < box.Right && p / width >= box.Top && p / width < box.Bottom ? 1f : 0f)];
}
