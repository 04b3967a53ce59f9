using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Markets;

/// <summary>
/// Finds the product of a finished picture on an even ground: whatever differs from the border's middle colour, less soft shadows (neutral,
/// a little darker, without edges) and specks. Works on cells, so that large pictures cost little; the box is exact to the pixel.
/// </summary>
/// <param name="GroundWhite">Share of the pixels well away from the product that are exactly white; null where there is no ground.</param>
internal sealed record ProductBox(PixelBox Box, double? GroundWhite)
{
    private const int Tolerance = 9;
    private const int ShadowDrop = 70;
    private const int ShadowTint = 10;
    private const int ShadowSlope = 5;
    private const int Grid = 500;
    private const double EvenShare = 0.7;
    private const double SpeckShare = 0.02;

    // Compression leaves traces around the product up to two of its blocks of 8 pixels away.
    private const int Halo = 16;

    /// <returns>Null where the border is not even, or nothing stands out from it.</returns>
    public static ProductBox? Of(Raster picture)
    {
        if (GroundColour(picture) is not { } ground) return null;
        var size = Math.Max(1, (Math.Max(picture.Width, picture.Height) + Grid - 1) / Grid);
        var (columns, rows) = ((picture.Width + size - 1) / size, (picture.Height + size - 1) / size);
        var pixels = new bool[picture.Width * picture.Height];
        var cells = new bool[columns * rows];
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
            {
                if (!StandsOut(picture, ground, x, y)) continue;
                pixels[(y * picture.Width) + x] = true;
                cells[(y / size * columns) + (x / size)] = true;
            }
        var components = Components.Of(cells, columns, rows);
        if (components.All.Count == 0) return null;
        var largest = components.All.Max(component => component.Area);
        var kept = components.Keep(component => component.Area >= largest * SpeckShare);
        return new(Exact(pixels, kept, picture, size, columns), White(picture, kept, size, columns, rows));
    }

    private static PixelBox Exact(bool[] pixels, bool[] cells, Raster picture, int size, int columns)
    {
        var (left, top, right, bottom) = (picture.Width, picture.Height, 0, 0);
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
            {
                if (!pixels[(y * picture.Width) + x] || !cells[(y / size * columns) + (x / size)]) continue;
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            }
        return new(left, top, right, bottom);
    }

    private static double? White(Raster picture, bool[] cells, int size, int columns, int rows)
    {
        var near = Morphology.Dilate(cells, columns, rows, (Halo + size - 1) / size);
        var (white, all) = (0L, 0L);
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
            {
                if (near[(y / size * columns) + (x / size)]) continue;
                all++;
                if (PictureMeasures.IsWhite(picture, x, y)) white++;
            }
        return all == 0 ? null : (double)white / all;
    }

    private static bool StandsOut(Raster picture, byte[] ground, int x, int y)
    {
        var i = ((y * picture.Width) + x) * picture.Bands;
        if (picture.HasAlpha && picture.Pixels[i + 3] < 128) return false;
        int r = ground[0] - picture.Pixels[i], g = ground[1] - picture.Pixels[i + 1], b = ground[2] - picture.Pixels[i + 2];
        var (least, most) = (Math.Min(r, Math.Min(g, b)), Math.Max(r, Math.Max(g, b)));
        if (most <= Tolerance && least >= -Tolerance) return false;
        var mayBeShadow = least >= 0 && most <= ShadowDrop && most - least <= ShadowTint;
        return !mayBeShadow || Slope(picture, x, y) > ShadowSlope;
    }

    // Over four pixels: a shadow is soft, an outline is not.
    private static int Slope(Raster picture, int x, int y)
    {
        var (left, right) = (Math.Max(0, x - 2), Math.Min(picture.Width - 1, x + 2));
        var (top, bottom) = (Math.Max(0, y - 2), Math.Min(picture.Height - 1, y + 2));
        return Math.Max(Math.Abs(Green(right, y) - Green(left, y)), Math.Abs(Green(x, bottom) - Green(x, top)));
        int Green(int u, int v) => picture.Pixels[(((v * picture.Width) + u) * picture.Bands) + 1];
    }

    /// <returns>The median of the border; null where less than most of it is near that.</returns>
    public static byte[]? GroundColour(Raster picture)
    {
        var border = Border(picture).ToList();
        var ground = Enumerable.Range(0, 3).Select(c => border.Select(i => picture.Pixels[i + c]).Order().ElementAt(border.Count / 2)).ToArray();
        var even = border.Count(i => Enumerable.Range(0, 3).All(c => Math.Abs(picture.Pixels[i + c] - ground[c]) <= Tolerance));
        return even >= border.Count * EvenShare ? ground : null;
    }

    private static IEnumerable<int> Border(Raster picture)
    {
        for (var x = 0; x < picture.Width; x++)
        {
            yield return x * picture.Bands;
            yield return (((picture.Height - 1) * picture.Width) + x) * picture.Bands;
        }
        for (var y = 0; y < picture.Height; y++)
        {
            yield return y * picture.Width * picture.Bands;
            yield return ((y * picture.Width) + picture.Width - 1) * picture.Bands;
        }
    }
}
