using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>8-bit sRGB.</summary>
internal readonly record struct Colour(byte R, byte G, byte B);

/// <summary>A rectangle of one colour in a <see cref="PatchedPhoto"/>; right and bottom lie beyond it.</summary>
internal sealed record Patch(int Left, int Top, int Right, int Bottom, Colour Colour)
{
    public bool Covers(int p) => p % PatchedPhoto.Side is var x && p / PatchedPhoto.Side is var y && x >= Left && x < Right && y >= Top && y < Bottom;
}

/// <summary>Rectangles on even light ground, at working size.</summary>
internal static class PatchedPhoto
{
    public const int Side = 120;

    private static readonly Colour Ground = new(215, 215, 215);

    public static int At(int x, int y) => (y * Side) + x;

    /// <summary>What the patches cover.</summary>
    public static bool[] Mask(params Patch[] patches) => [.. Enumerable.Range(0, Side * Side).Select(p => patches.Any(patch => patch.Covers(p)))];

    /// <param name="patches">The later cover the earlier.</param>
    public static Trimap Of(params Patch[] patches) => Trimap.Of(Lab.FromRgb(Taken(patches).Rgb), Side, Side);

    /// <param name="patches">The later cover the earlier.</param>
    public static Picture Taken(params Patch[] patches)
    {
        var rgb = new byte[Side * Side * 3];
        for (var p = 0; p < Side * Side; p++)
        {
            var colour = patches.LastOrDefault(patch => patch.Covers(p))?.Colour ?? Ground;
            (rgb[p * 3], rgb[(p * 3) + 1], rgb[(p * 3) + 2]) = (colour.R, colour.G, colour.B);
        }
        return new(rgb, Side, Side);
    }
}
