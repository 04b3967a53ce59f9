namespace Aigc.ImageService.Vision;

/// <summary>
/// CIEDE2000 (CIE 142-2001, ISO/CIE 11664-6), after Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula: Implementation Notes,
/// Supplementary Test Data, and Mathematical Observations" (2005). About 1 is the least that people notice.
/// </summary>
internal static class ColourDifference
{
    private const double Pow25To7 = 6103515625;

    public static double Ciede2000(double l1, double a1, double b1, double l2, double a2, double b2)
    {
        var chroma = (Math.Sqrt((a1 * a1) + (b1 * b1)) + Math.Sqrt((a2 * a2) + (b2 * b2))) / 2;
        var g = 1 + (0.5 * (1 - Math.Sqrt(Pow7(chroma) / (Pow7(chroma) + Pow25To7))));
        var (c1, h1) = Polar(g * a1, b1);
        var (c2, h2) = Polar(g * a2, b2);
        var hue = c1 * c2 == 0 ? 0 : Wrapped(h2 - h1);
        var (dl, dc, dh) = (l2 - l1, c2 - c1, 2 * Math.Sqrt(c1 * c2) * Math.Sin(Radians(hue) / 2));
        var (l, c, h) = ((l1 + l2) / 2, (c1 + c2) / 2, MeanHue(c1, h1, c2, h2));
        var t = 1 - (0.17 * Cos(h - 30)) + (0.24 * Cos(2 * h)) + (0.32 * Cos((3 * h) + 6)) - (0.20 * Cos((4 * h) - 63));
        var off = (l - 50) * (l - 50);
        var (sl, sc, sh) = (1 + (0.015 * off / Math.Sqrt(20 + off)), 1 + (0.045 * c), 1 + (0.015 * c * t));
        var turn = 30 * Math.Exp(-Math.Pow((h - 275) / 25, 2));
        var rotation = -Math.Sin(Radians(2 * turn)) * 2 * Math.Sqrt(Pow7(c) / (Pow7(c) + Pow25To7));
        return Math.Sqrt((dl / sl * (dl / sl)) + (dc / sc * (dc / sc)) + (dh / sh * (dh / sh)) + (rotation * (dc / sc) * (dh / sh)));
    }

    // Degrees, 0 to 360.
    private static (double Chroma, double Hue) Polar(double a, double b)
    {
        var hue = a == 0 && b == 0 ? 0 : Math.Atan2(b, a) * 180 / Math.PI;
        return (Math.Sqrt((a * a) + (b * b)), hue < 0 ? hue + 360 : hue);
    }

    private static double Wrapped(double difference) => difference > 180 ? difference - 360 : difference < -180 ? difference + 360 : difference;

    private static double MeanHue(double c1, double h1, double c2, double h2)
    {
        if (c1 * c2 == 0) return h1 + h2;
        if (Math.Abs(h1 - h2) <= 180) return (h1 + h2) / 2;
        return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
    }

    private static double Pow7(double value) => value * value * value * value * value * value * value;

    private static double Cos(double degrees) => Math.Cos(Radians(degrees));

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
