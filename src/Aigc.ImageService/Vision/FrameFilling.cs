namespace Aigc.ImageService.Vision;

/// <summary>Tells a product that fills the frame, so that hardly any ground is left to learn from, from a picture that is full of things.</summary>
internal static class FrameFilling
{
    private const int Rim = 2;
    private const float Calm = 4;
    private const float Different = 9;

    /// <returns>Share of the picture that differs from its outermost rim where that is calm; 0 where it is not.</returns>
    public static double Of(float[] lab, int width, int height)
    {
        var rim = BorderRing.Of(width, height, Rim).ToList();
        float[] middle = [Median(lab, rim, 0), Median(lab, rim, 1), Median(lab, rim, 2)];
        if (Median([.. rim.Select(p => Distance(lab, p, middle))]) > Calm || rim.Count(p => Distance(lab, p, middle) > Different) > rim.Count / 10) return 0;
        var filled = 0;
        for (var p = 0; p < width * height; p++) if (Distance(lab, p, middle) > Different) filled++;
        return (double)filled / (width * height);
    }

    private static float Median(float[] lab, List<int> pixels, int channel) => Median([.. pixels.Select(p => lab[(p * 3) + channel])]);

    private static float Median(List<float> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static float Distance(float[] lab, int p, float[] from)
    {
        var (l, a, b) = (lab[p * 3] - from[0], lab[(p * 3) + 1] - from[1], lab[(p * 3) + 2] - from[2]);
        return MathF.Sqrt((l * l) + (a * a) + (b * b));
    }
}
