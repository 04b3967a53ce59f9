using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Vision;

/// <summary>
/// What was pasted onto a photo beside its subject: a badge, a shop's logo. It is drawn, not photographed: nearly all of it has one or two colours that do
/// not vary, and it ends hard all around; it lies off the middle, hangs together with nothing, and throws no shadow. Letters alone are writing.
/// </summary>
internal sealed class PastedMarks
{
    // Of the largest thing in the photo.
    private const double MostArea = 0.35;

    // Of the box around it; a star fills 0.38 of its own.
    private const double LeastFill = 0.3;

    // Badges are made to be seen; ground that the fit does not quite reach is nearer. Lab.
    private const float Apart = 18;

    // From the nearest side of the picture, as a share of its own.
    private const double FromBorder = 0.12;

    // Of what the network takes for product around a mark, as a share of the mark.
    private const double GoesOn = 0.15;

    // Share of the outline that may be softer than such an edge, in Lab.
    private const double MostSoft = 0.2;
    private const float Hard = 18;

    // Strokes of a pen, letters and specks have no inside to speak of.
    private const double LeastInside = 0.55;

    // How far around a mark the ground is looked at, beyond the blocks that compression spoils; the share of it that may be something else; and how
    // much darker, in L, a shadow makes it.
    private const int Beside = 5;
    private const int Near = 8;
    private const int Far = 13;
    private const double MostOther = 0.3;
    private const int Speck = 2;
    private const double Shadow = 1.5;

    // The pixels that the edge of a mark is mixed into.
    private const int Rim = 2;

    private readonly bool[] _marks;
    private readonly bool[] _grown;
    private readonly Trimap _trimap;

    private PastedMarks(bool[] marks, Trimap trimap)
    {
        (_marks, _grown, _trimap) = (marks, Morphology.Dilate(marks, trimap.Width, trimap.Height, Rim), trimap);
        Share = (double)marks.Count(set => set) / marks.Length;
    }

    /// <summary>Of the picture, 0 to 1.</summary>
    public double Share { get; }

    /// <returns>Null where there are none.</returns>
    public static PastedMarks? In(Picture photo, Trimap trimap)
    {
        var (width, height) = (trimap.Width, trimap.Height);
        var things = Components.Of([.. Enumerable.Range(0, width * height).Select(trimap.Ground.IsClearOf)], width, height);
        if (things.All.Count == 0) return null;
        var most = things.All.Max(thing => thing.Area) * MostArea;
        var seen = Components.Of([.. Enumerable.Range(0, width * height).Select(p => trimap.Ground.Distance[p] > Apart && !trimap.IsShadowLike(p))], width, height);
        var small = seen.Keep(thing => thing.Area <= most && IsCompact(thing) && IsAtBorder(thing.Box, width, height));
        if (!small.Contains(true)) return null;
        // Letters of the ground's colour are part of the badge that they stand on.
        var candidates = Components.Of(Components.FillHoles(small, width, height, _ => true), width, height);
        var solid = Solid(candidates, trimap);
        var shapes = Components.Of(candidates.Keep((mark, number) => mark.Area <= most && solid[number]), width, height);
        var drawn = FlatColours.ShareIn(photo, shapes, width, height);
        var marks = shapes.Keep((_, number) => drawn[number] >= FlatColours.Drawn && StandsAlone(shapes.Only(number), trimap));
        return marks.Contains(true) ? new(marks, trimap) : null;
    }

    /// <summary>Those that the network does not see to be part of a larger thing: the grip of a pole that has the colour of the ground.</summary>
    /// <param name="guess">Of the network, 0 to 1.</param>
    /// <returns>Null where none is left.</returns>
    public PastedMarks? NotOfProduct(float[] guess)
    {
        var (width, height) = (_trimap.Width, _trimap.Height);
        var (things, marks) = (Components.Of([.. guess.Select(p => p > 0.5f)], width, height), Components.Of(_marks, width, height));
        var kept = marks.Keep((mark, number) =>
        {
            var alone = marks.Only(number);
            var around = Morphology.Dilate(alone, width, height, Beside);
            return things.Touching(alone).Where((believed, p) => believed && !around[p]).Count() <= GoesOn * mark.Area;
        });
        return kept.Contains(true) ? new(kept, _trimap) : null;
    }

    /// <summary>The picture with ground in place of the marks, as it is to the left and right of them.</summary>
    /// <param name="rgb">At working size.</param>
    public byte[] PaintedOver(byte[] rgb)
    {
        var painted = rgb.ToArray();
        for (var y = 0; y < _trimap.Height; y++)
        {
            var line = y * _trimap.Width;
            if (_grown.AsSpan(line, _trimap.Width).Contains(true)) PaintLine(painted, line);
        }
        return painted;
    }

    private void PaintLine(byte[] painted, int line)
    {
        var ground = Enumerable.Range(line, _trimap.Width).Where(p => !_grown[p] && _trimap.Labels[p] == Label.Background).ToList();
        var right = 0;
        for (var p = line; p < line + _trimap.Width; p++)
        {
            while (right < ground.Count && ground[right] < p) right++;
            if (!_grown[p]) continue;
            // A line without any ground takes what was painted above it.
            if (ground.Count == 0) Array.Copy(painted, Math.Max(p - _trimap.Width, 0) * 3, painted, p * 3, 3);
            else Mix(painted, p, ground[Math.Max(right - 1, 0)], ground[Math.Min(right, ground.Count - 1)]);
        }
    }

    private static void Mix(byte[] rgb, int p, int from, int to)
    {
        var part = to <= from ? 0f : Math.Clamp((float)(p - from) / (to - from), 0, 1);
        for (var channel = 0; channel < 3; channel++) rgb[(p * 3) + channel] = (byte)MathF.Round(float.Lerp(rgb[(from * 3) + channel], rgb[(to * 3) + channel], part));
    }

    private static bool IsCompact(Component thing) => thing.Area >= LeastFill * (thing.Box.Right - thing.Box.Left) * (thing.Box.Bottom - thing.Box.Top);

    private static bool IsAtBorder(PixelBox box, int width, int height) =>
        Math.Min(box.Left, width - box.Right) <= FromBorder * width || Math.Min(box.Top, height - box.Bottom) <= FromBorder * height;

    // With an inside, and a hard outline around it.
    private static bool[] Solid(Components things, Trimap trimap)
    {
        var numbers = things.Numbers();
        var inside = Morphology.Erode([.. numbers.Select(number => number >= 0)], trimap.Width, trimap.Height, 1);
        var (shares, outline, soft) = (things.Share(p => inside[p]), new int[things.All.Count], new int[things.All.Count]);
        for (var p = 0; p < numbers.Length; p++)
        {
            if (numbers[p] < 0 || !trimap.Beside(p).Any(q => numbers[q] < 0)) continue;
            outline[numbers[p]]++;
            if (trimap.EdgeAt(p) < Hard && trimap.Beside(p).All(q => trimap.EdgeAt(q) < Hard)) soft[numbers[p]]++;
        }
        return [.. shares.Select((share, number) => share >= LeastInside && soft[number] <= MostSoft * outline[number])];
    }

    // On ground all around, which a thing that stands on it, or hangs before it, makes darker beside itself than some way off.
    private static bool StandsAlone(bool[] thing, Trimap trimap)
    {
        var (width, height) = (trimap.Width, trimap.Height);
        var (rim, near, far) = (Grown(thing, Beside), Grown(thing, Near), Grown(thing, Far));
        // Reached from the border, but for specks: a patch on a grey product has what looks like shadow around it, and one on a white product what looks like ground.
        var ground = Grown([.. trimap.Labels.Select(label => label == Label.Background)], Speck);
        var beside = Enumerable.Range(0, thing.Length).Where(p => near[p] && !rim[p]).ToLookup(p => ground[p]);
        if (beside[false].Count() > MostOther * (beside[true].Count() + beside[false].Count())) return false;
        var off = Enumerable.Range(0, thing.Length).Where(p => far[p] && !near[p] && trimap.Labels[p] == Label.Background);
        return Lightness(beside[true]) >= Lightness(off) - Shadow;

        bool[] Grown(bool[] mask, int reach) => Morphology.Dilate(mask, width, height, reach);

        double Lightness(IEnumerable<int> pixels) => pixels.Select(p => (double)trimap.Ground.Lightness[p]).DefaultIfEmpty().Average();
    }
}
