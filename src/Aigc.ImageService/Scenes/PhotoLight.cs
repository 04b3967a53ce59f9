using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;
using SkiaSharp;

namespace Aigc.ImageService.Scenes;

/// <summary>
/// The light of a product's photo, as its ground shows it. A scene takes a part of it on: the product, whose own pixels stay, looks as if it
/// were lit as all around it is.
/// </summary>
/// <param name="Red">What the scene's red is multiplied by; 1: as it is.</param>
internal sealed record PhotoLight(float Red, float Green, float Blue)
{
    private const float Ground = 0.02f;
    private const int Samples = 20_000;
    private const double LeastGround = 0.02;

    // A ground that is darker, or has more of a colour, is painted so: it tells nothing of the light.
    private const float Darkest = 55;
    private const float MostChroma = 14;

    // L of a white ground in full light. A scene is dimmed, and tinted, by a part of what is found, and never by much.
    private const double FullLight = 94;
    private const double DimmedBy = 0.35;
    private const double TintedBy = 0.5;
    private const double MostTint = 0.08;

    public static PhotoLight Plain { get; } = new(1, 1, 1);

    /// <param name="alpha">The cut-out, 0 to 1 a pixel.</param>
    public static PhotoLight Of(Picture photo, float[] alpha)
    {
        var (step, sum, count) = (Math.Max(1, photo.Pixels / Samples), new double[3], 0);
        for (var p = 0; p < photo.Pixels; p += step)
        {
            if (alpha[p] > Ground) continue;
            for (var c = 0; c < 3; c++) sum[c] += photo.Rgb[(p * 3) + c];
            count++;
        }
        if (count * step < photo.Pixels * LeastGround) return Plain;
        double[] mean = [sum[0] / count, sum[1] / count, sum[2] / count];
        var lab = Lab.FromRgb([(byte)mean[0], (byte)mean[1], (byte)mean[2]]);
        if (lab[0] < Darkest || MathF.Sqrt((lab[1] * lab[1]) + (lab[2] * lab[2])) > MostChroma) return Plain;
        var light = 1 - (Math.Max(0, FullLight - lab[0]) / FullLight * DimmedBy);
        return new(Gain(0), Gain(1), Gain(2));

        float Gain(int c) => (float)(light * (1 + Math.Clamp(((mean[c] / mean.Average()) - 1) * TintedBy, -MostTint, MostTint)));
    }

    /// <summary>Puts what is drawn through it into this light.</summary>
    public SKColorFilter ToFilter() => SKColorFilter.CreateColorMatrix([Red, 0, 0, 0, 0, 0, Green, 0, 0, 0, 0, 0, Blue, 0, 0, 0, 0, 0, 1, 0]);
}
