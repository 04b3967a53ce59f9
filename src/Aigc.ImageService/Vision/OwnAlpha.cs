using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Vision;

/// <summary>
/// The cut-out that a file brings along: its own alpha, pixel by pixel, where that sets a solid subject apart from a ground that is clear. A
/// file that is nearly opaque, or veiled all over, is a photo like any other.
/// </summary>
internal static class OwnAlpha
{
    /// <summary>What cut it out, in an answer.</summary>
    public const string Engine = "own-alpha";

    private const int WorkingSide = 320;
    private const byte Clear = 8;
    private const byte Solid = 247;

    // Share of the picture that is clear and reaches its border: rounded corners of a photo are less.
    private const double LeastGround = 0.05;

    // Of what shows: a product has soft edges, a veil has nothing else.
    private const double MostlySolid = 0.5;

    // Where the outline is given, there is no doubt to be measured.
    private const double Certain = 1;
    private const double Apart = 100;

    /// <returns>Null where the file has no such alpha.</returns>
    public static Cutout? Cut(Picture photo)
    {
        if (photo.Own is not { } own || !SetsApart(own)) return null;
        var box = BoxOf(own);
        return new(() => [.. Enumerable.Range(0, photo.Pixels).Select(p => own.Pixels[(p * 4) + 3] / 255f)], () => new float[photo.Pixels])
        {
            // A picture that was trimmed to its product touches the border and lacks nothing.
            Measures = new(ShareOf(own), 1, false, Certain, Certain, SubjectMeasuring.Sharpness(Contrasting(own), box), box),
            Ground = new(100, 0, Apart, 0, 0, 0, 0, 0),
            Trust = CutTrust.Whole,
            CutOff = 0,
        };
    }

    private static bool SetsApart(Raster own)
    {
        var scale = Math.Min(1.0, (double)WorkingSide / Math.Max(own.Width, own.Height));
        var (width, height) = (Math.Max(1, (int)(own.Width * scale)), Math.Max(1, (int)(own.Height * scale)));
        var (clear, shown, solid) = (new bool[width * height], 0, 0);
        for (var p = 0; p < clear.Length; p++)
        {
            var (x, y) = ((p % width * own.Width / width) + (own.Width / width / 2), (p / width * own.Height / height) + (own.Height / height / 2));
            var alpha = own.Pixels[(((y * own.Width) + x) * 4) + 3];
            clear[p] = alpha <= Clear;
            if (!clear[p]) shown++;
            if (alpha >= Solid) solid++;
        }
        var around = Components.Of(clear, width, height).All.Where(component => component.Touches(width, height)).Sum(component => component.Area);
        return around >= clear.Length * LeastGround && solid > shown * MostlySolid;
    }

    private static PixelBox BoxOf(Raster own)
    {
        var (left, top, right, bottom) = (own.Width, own.Height, 0, 0);
        for (var p = 0; p < own.Width * own.Height; p++)
        {
            if (own.Pixels[(p * 4) + 3] <= Clear) continue;
            var (x, y) = (p % own.Width, p / own.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        return new(left, top, right, bottom);
    }

    private static double ShareOf(Raster own)
    {
        var sum = 0L;
        for (var i = 3; i < own.Pixels.Length; i += 4) sum += own.Pixels[i];
        return sum / 255.0 / (own.Width * own.Height);
    }

    // On a ground that it stands out from: a white product on white would look blurred.
    private static Picture Contrasting(Raster own)
    {
        var (light, shown) = (0L, 0L);
        for (var i = 0; i < own.Pixels.Length; i += 4)
        {
            if (own.Pixels[i + 3] < Solid) continue;
            light += own.Pixels[i + 1];
            shown++;
        }
        var ground = (byte)(light > shown * 127 ? 0 : 255);
        return new(own.Opaque(ground, ground, ground).Pixels, own.Width, own.Height);
    }
}
