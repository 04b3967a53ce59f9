namespace Aigc.ImageService.Rendering;

/// <summary>
/// Takes the old ground out of the edge: a pixel that is only partly subject gets the colour of the solid subject nearby, so that no fringe
/// shows on another ground. The alpha stays.
/// </summary>
internal static class EdgeColours
{
    private const byte Solid = 250;
    private const int Passes = 8;
    private const int Rim = 2;

    public static void Decontaminate(byte[] rgba, int width, int height)
    {
        var known = Inner(rgba, width, height);
        var colours = rgba.AsSpan().ToArray();
        for (var pass = 0; pass < Passes && Spread(colours, known, width, height); pass++)
        {
        }
        for (var i = 0; i < rgba.Length; i += 4) if (rgba[i + 3] < Solid) colours.AsSpan(i, 3).CopyTo(rgba.AsSpan(i));
    }

    // The outermost solid pixels have a little of the ground in them: they keep their colour, and pass none on.
    private static bool[] Inner(byte[] rgba, int width, int height)
    {
        var inner = new bool[width * height];
        for (var y = Rim; y < height - Rim; y++)
            for (var x = Rim; x < width - Rim; x++)
            {
                var p = (y * width) + x;
                inner[p] = IsSolid(p) && IsSolid(p - Rim) && IsSolid(p + Rim) && IsSolid(p - (Rim * width)) && IsSolid(p + (Rim * width));
            }
        return inner;
        bool IsSolid(int p) => rgba[(p * 4) + 3] >= Solid;
    }

    // One ring a pass: each unknown pixel takes the mean of its known neighbours.
    private static bool Spread(byte[] rgba, bool[] known, int width, int height)
    {
        var found = new List<(int Pixel, byte R, byte G, byte B)>();
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var p = (y * width) + x;
                if (!known[p] && Mean(rgba, known, width, height, x, y) is { } colour) found.Add((p, colour.R, colour.G, colour.B));
            }
        foreach (var (p, r, g, b) in found)
        {
            (rgba[p * 4], rgba[(p * 4) + 1], rgba[(p * 4) + 2]) = (r, g, b);
            known[p] = true;
        }
        return found.Count > 0;
    }

    private static (byte R, byte G, byte B)? Mean(byte[] rgba, bool[] known, int width, int height, int x, int y)
    {
        var (r, g, b, count) = (0, 0, 0, 0);
        for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
            for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++)
            {
                var q = (ny * width) + nx;
                if (!known[q]) continue;
                r += rgba[q * 4];
                g += rgba[(q * 4) + 1];
                b += rgba[(q * 4) + 2];
                count++;
            }
        return count == 0 ? null : ((byte)(r / count), (byte)(g / count), (byte)(b / count));
    }
}
