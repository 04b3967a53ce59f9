using System.Numerics;

namespace Aigc.ImageService.Vision;

/// <summary>What is known of a pixel before the cut. The lowest bit tells foreground from background.</summary>
internal static class Label
{
    public const byte Background = 0;
    public const byte Foreground = 1;
    public const byte MaybeBackground = 2;
    public const byte MaybeForeground = 3;
}

/// <summary>
/// Seeds for the cut: what can be reached from the border over ground-like or soft-shadow pixels without crossing an edge is background;
/// the core of what stands out is foreground; the rest is for the cut to decide.
/// </summary>
internal sealed class Trimap
{
    /// <summary>Thickness in pixels of the ring that photos are judged by; the ring that the ground is learnt from is wider.</summary>
    public const int JudgedRing = 3;

    // Working pixels: the guided filter softens the edge over about as many.
    private const int UnderReach = 5;
    private const int Mixed = 2;

    private readonly float[] _lab;
    private readonly int _width;
    private readonly int _height;
    private readonly float[] _gradient;
    private readonly float _edge;
    private readonly int _ring;

    private Trimap(float[] lab, int width, int height)
    {
        (_lab, _width, _height) = (lab, width, height);
        _ring = Math.Max(3, Math.Min(width, height) / 25);
        _gradient = Gradient(lab, width, height);
        var border = Ring().Select(p => _gradient[p]).ToArray();
        Array.Sort(border);
        _edge = 2.0f + (1.8f * border[border.Length / 2]);
        Labels = new byte[width * height];
    }

    public int Width => _width;

    public int Height => _height;

    public byte[] Labels { get; }

    public GroundFit Ground { get; private set; } = null!;

    public static Trimap Of(float[] lab, int width, int height)
    {
        var trimap = new Trimap(lab, width, height);
        trimap.FloodInRounds();
        return trimap;
    }

    // Each round fits the ground to all background found so far; the first trusts the border ring alone and a simpler surface.
    private void FloodInRounds()
    {
        var background = Ring().ToList();
        var high = 0f;
        for (var round = 0; round < 3; round++)
        {
            Ground = BackgroundModel.Fit(_lab, _width, _height, background, degree: round == 0 ? 2 : 4);
            var s = Ground.Sigma;
            var low = round == 0 ? (3 * s) + 1.5f : (2.2f * s) + 0.9f;
            high = round == 0 ? (6 * s) + 6 : Ground.Clear;
            for (var p = 0; p < Labels.Length; p++) Labels[p] = Ground.Distance[p] < low ? Label.MaybeBackground : Label.MaybeForeground;
            Flood(GroundLike(low, round));
            background.Clear();
            for (var p = 0; p < Labels.Length; p++) if (Labels[p] == Label.Background && (Ground.Distance[p] < high || round == 0)) background.Add(p);
            if (background.Count < Labels.Length / 20) background.AddRange(Ring());
        }
        MarkCore(high * 1.6f);
    }

    private bool[] GroundLike(float low, int round)
    {
        var like = new bool[Labels.Length];
        var (s, fit) = (Ground.Sigma, Ground);
        for (var p = 0; p < like.Length; p++)
        {
            var dark = -fit.Lightness[p];
            var shadow = dark is > 0 and < 40 && fit.Chroma[p] < (1.8f * s) + 2.0f + (0.1f * dark) && _gradient[p] < _edge + (0.06f * dark);
            var lit = round > 0 && dark is <= 0 and > -14 && fit.Chroma[p] < (1.5f * s) + 1.5f && _gradient[p] < _edge;
            like[p] = (fit.Distance[p] < low && _gradient[p] < _edge * 1.7f) || shadow || lit;
        }
        return like;
    }

    /// <summary>
    /// Splits the cut into the subject and its shadow. Shadow is what can be reached from the ground over smooth pixels that are darker than
    /// the ground but hardly differ in colour; the product's own outline is an edge, and stops the flood. Where most of the subject would
    /// vanish it is no shadow, and the cut stays as it was.
    /// </summary>
    /// <returns>The subject, and for each pixel how much of the light the shadow takes, 0 to 1.</returns>
    public (bool[] Subject, float[] Shadow) SplitShadow(bool[] cut)
    {
        var ground = Flooded([.. cut.Select((inside, p) => !inside || IsShadowLike(p))]);
        bool[] subject = [.. cut.Zip(ground, (inside, reached) => inside && !reached)];
        // Close the bites that the flood has taken at the edge, without going beyond the old cut.
        subject = Morphology.Erode(Morphology.Dilate(subject, _width, _height, 2), _width, _height, 2);
        for (var p = 0; p < subject.Length; p++) subject[p] &= cut[p];
        return subject.Count(set => set) < cut.Count(set => set) * 0.5 ? (cut, new float[cut.Length]) : (subject, ShadowBeside(subject));
    }

    /// <summary>Darker than the ground, of hardly another colour, and smooth.</summary>
    public bool IsShadowLike(int p) => HasShadowColour(p) && _gradient[p] < _edge + 2 - (0.11f * Ground.Lightness[p]);

    /// <summary>The same, smooth or not.</summary>
    public bool HasShadowColour(int p)
    {
        var dark = -Ground.Lightness[p];
        return dark is > 1 and < 66 && Ground.Chroma[p] < ColourOfShadow(dark);
    }

    /// <summary>Darker than the ground, and of the colour that the ground has in a shadow as deep, however deep it is.</summary>
    public bool TakesAllColoursAlike(int p)
    {
        var dark = -Ground.Lightness[p];
        return dark > 1 && Ground.Tint[p] < ColourOfShadow(dark);
    }

    // How far off in a and b a shadow of such depth may be.
    private float ColourOfShadow(float dark) => (2.2f * Ground.Sigma) + 4.5f + (0.15f * dark);

    /// <summary>How much the picture changes at a pixel, in Lab.</summary>
    public float EdgeAt(int p) => _gradient[p];

    /// <summary>L, a and b.</summary>
    public Vector3 ColourAt(int p) => new(_lab.AsSpan(p * 3, 3));

    /// <summary>The pixels left, right, above and below.</summary>
    public IEnumerable<int> Beside(int p)
    {
        var (x, y) = (p % _width, p / _width);
        if (x > 0) yield return p - 1;
        if (x < _width - 1) yield return p + 1;
        if (y > 0) yield return p - _width;
        if (y < _height - 1) yield return p + _width;
    }

    /// <summary>How much of the light is missing beside the subject, where that hangs together with it; 0 to 1.</summary>
    public float[] ShadowBeside(bool[] subject)
    {
        var shade = new float[subject.Length];
        for (var p = 0; p < shade.Length; p++)
        {
            var ground = _lab[p * 3] - Ground.Lightness[p];
            if (!subject[p] && ground > 1 && Ground.Chroma[p] < (2.5f * Ground.Sigma) + 6 + (-0.2f * Ground.Lightness[p])) shade[p] = Math.Clamp(((-Ground.Lightness[p] / ground) - 0.03f) / 0.97f, 0, 0.92f);
        }
        var dark = Components.Of([.. shade.Select(value => value > 0.03f)], _width, _height);
        var near = Morphology.Dilate(subject, _width, _height, 3);
        var kept = dark.Touching(near);
        for (var p = 0; p < shade.Length; p++) shade[p] = kept[p] ? shade[p] * BorderFade(p) : 0;
        // Where the product's colour mixes with the shadow at the outline, the pixel shows neither: the shadow is that of its neighbours.
        var outline = Morphology.Dilate(subject, _width, _height, Mixed);
        bool[] unseen = [.. outline.Select((set, p) => set && (subject[p] || shade[p] == 0))];
        return GuidedFilter.Mean(Underneath(shade, unseen), _width, _height, 1);
    }

    // A shadow goes on under the subject's soft edge: where it ended at the outline, the ground would shine through as a light rim.
    private float[] Underneath(float[] shade, bool[] open)
    {
        var ring = new List<(int Pixel, float Shade)>();
        for (var step = 0; step < UnderReach; step++)
        {
            ring.Clear();
            for (var y = 1; y < _height - 1; y++)
                for (var x = 1; x < _width - 1; x++)
                {
                    var p = (y * _width) + x;
                    if (open[p] && MeanAround(shade, open, p) is { } mean) ring.Add((p, mean));
                }
            foreach (var (p, mean) in ring) (shade[p], open[p]) = (mean, false);
        }
        return shade;
    }

    // Over those of the eight neighbours that are not open; null where all are.
    private float? MeanAround(float[] shade, bool[] open, int p)
    {
        var (sum, count) = (0f, 0);
        for (var line = p - _width - 1; line <= p + _width; line += _width)
        {
            if (!open.AsSpan(line, 3).Contains(false)) continue;
            for (var q = line; q < line + 3; q++)
            {
                if (open[q]) continue;
                sum += shade[q];
                count++;
            }
        }
        return count == 0 ? null : sum / count;
    }

    // A shadow that leaves the picture fades out instead of ending at a line.
    private float BorderFade(int p)
    {
        var margin = 0.08f * Math.Min(_width, _height);
        var (x, y) = (p % _width, p / _width);
        var nearest = Math.Min(Math.Min(x, _width - 1 - x), Math.Min(y, _height - 1 - y));
        return Math.Clamp((nearest - 2) / margin, 0, 1);
    }

    private void Flood(bool[] like)
    {
        var ground = Flooded(like);
        for (var p = 0; p < ground.Length; p++) if (ground[p]) Labels[p] = Label.Background;
    }

    /// <summary>What can be reached from the border over the given pixels, side by side.</summary>
    private bool[] Flooded(bool[] like)
    {
        var (seen, open, count) = (new bool[like.Length], new int[like.Length], 0);
        for (var x = 0; x < _width; x++) { Reach(x); Reach(((_height - 1) * _width) + x); }
        for (var y = 0; y < _height; y++) { Reach(y * _width); Reach((y * _width) + _width - 1); }
        while (count > 0)
        {
            var p = open[--count];
            var x = p % _width;
            if (x > 0) Reach(p - 1);
            if (x < _width - 1) Reach(p + 1);
            if (p >= _width) Reach(p - _width);
            if (p < like.Length - _width) Reach(p + _width);
        }
        return seen;

        void Reach(int p)
        {
            if (seen[p] || !like[p]) return;
            seen[p] = true;
            open[count++] = p;
        }
    }

    private void MarkCore(float far)
    {
        var core = Morphology.Erode([.. Labels.Select(label => label == Label.MaybeForeground)], _width, _height, Math.Max(2, Math.Min(_width, _height) / 80));
        for (var p = 0; p < core.Length; p++) if (core[p] && Ground.Distance[p] > far) Labels[p] = Label.Foreground;
    }

    private IEnumerable<int> Ring() => BorderRing.Of(_width, _height, _ring);

    private static float[] Gradient(float[] lab, int width, int height)
    {
        var gradient = new float[width * height];
        for (var y = 1; y < height - 1; y++)
            for (var x = 1; x < width - 1; x++)
            {
                var (p, sum) = ((y * width) + x, 0f);
                for (var c = 0; c < 3; c++)
                {
                    var dx = lab[((p + 1) * 3) + c] - lab[((p - 1) * 3) + c];
                    var dy = lab[((p + width) * 3) + c] - lab[((p - width) * 3) + c];
                    sum += (dx * dx) + (dy * dy);
                }
                gradient[p] = MathF.Sqrt(sum);
            }
        return gradient;
    }
}
