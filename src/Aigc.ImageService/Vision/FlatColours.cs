using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Vision;

/// <summary>Tells what is drawn from what is photographed: light makes the colours of a thing vary, the fill of a drawing is the same all over.</summary>
internal static class FlatColours
{
    /// <summary>Share from which on a thing is drawn; writing on a badge has edges, which are of neither colour.</summary>
    public const double Drawn = 0.6;

    // Levels of 256 that the noise of a compressed file adds, and below which black may be a thing that got no light.
    private const int Noise = 13;
    private const int Black = 36;

    private const int Bits = 4;
    private const int MostSamples = 6_000;

    /// <summary>Of each component, the share of its inside that its two commonest colours make up, measured at the photo's own size; 0 where the first is black.</summary>
    /// <param name="components">At working size.</param>
    public static double[] ShareIn(Picture photo, Components components, int width, int height)
    {
        var numbers = components.Numbers();
        var inside = Morphology.Erode([.. numbers.Select(number => number >= 0)], width, height, 1);
        return [.. components.All.Select((component, number) => ShareOf(ColoursOf(component, number)))];

        List<Rgb> ColoursOf(Component component, int number)
        {
            var (sx, sy) = ((double)photo.Width / width, (double)photo.Height / height);
            var step = Math.Max(1, (int)Math.Sqrt(component.Area * sx * sy / MostSamples));
            var colours = new List<Rgb>();
            for (var y = (int)(component.Box.Top * sy); y < component.Box.Bottom * sy && y < photo.Height; y += step)
                for (var x = (int)(component.Box.Left * sx); x < component.Box.Right * sx && x < photo.Width; x += step)
                {
                    var p = ((int)(y / sy) * width) + (int)(x / sx);
                    if (numbers[p] == number && inside[p]) colours.Add(Rgb.At(photo, (y * photo.Width) + x));
                }
            return colours;
        }
    }

    private static double ShareOf(List<Rgb> colours)
    {
        if (colours.Count == 0) return 0;
        var first = Commonest(colours);
        if (first.Lightest < Black) return 0;
        var others = colours.FindAll(colour => !colour.IsLike(first));
        if (others.Count == 0) return 1;
        var second = Commonest(others);
        return 1 - ((double)others.Count(colour => !colour.IsLike(second)) / colours.Count);
    }

    // The mean of the fullest cell of a coarse histogram; of cells that a colour is split between, either is near enough.
    private static Rgb Commonest(List<Rgb> colours) => Rgb.MeanOf([.. colours.GroupBy(colour => colour.Cell).MaxBy(cell => cell.Count())!]);

    private readonly record struct Rgb(byte R, byte G, byte B)
    {
        public int Cell => ((R >> Bits) << (2 * Bits)) | ((G >> Bits) << Bits) | (B >> Bits);

        public byte Lightest => Math.Max(R, Math.Max(G, B));

        public static Rgb At(Picture photo, int p) => new(photo.Rgb[p * 3], photo.Rgb[(p * 3) + 1], photo.Rgb[(p * 3) + 2]);

        public static Rgb MeanOf(List<Rgb> colours) => new((byte)colours.Average(colour => colour.R), (byte)colours.Average(colour => colour.G), (byte)colours.Average(colour => colour.B));

        public bool IsLike(Rgb other) => Math.Abs(R - other.R) <= Noise && Math.Abs(G - other.G) <= Noise && Math.Abs(B - other.B) <= Noise;
    }
}
