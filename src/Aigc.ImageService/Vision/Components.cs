using Aigc.Contracts.Images;

namespace Aigc.ImageService.Vision;

/// <summary>8-connected components of a mask (连通域), found by joining the runs of set pixels of each line with those of the line above.</summary>
internal sealed class Components
{
    private readonly int _width;
    private readonly int _pixels;
    private readonly List<Run> _runs;
    private readonly int[] _numbers;

    private Components(bool[] mask, int width)
    {
        (_width, _pixels, _runs) = (width, mask.Length, RunsOf(mask, width));
        _numbers = NumbersOf(_runs);
        All = Measured();
    }

    /// <summary>In the order of their first pixel.</summary>
    public IReadOnlyList<Component> All { get; }

    public static Components Of(bool[] mask, int width, int height) => mask.Length == width * height ? new(mask, width) : throw new ArgumentException("The mask has one value a pixel.", nameof(mask));

    /// <summary>Of what a mask has and another has not.</summary>
    public static Components OfRest(bool[] mask, bool[] without, int width, int height) => Of([.. mask.Zip(without, (one, other) => one && !other)], width, height);

    /// <summary>Of what a mask has and another has not, those pixels that the condition holds for.</summary>
    public static Components OfRest(bool[] mask, bool[] without, int width, int height, Func<int, bool> condition) =>
        Of([.. mask.Select((set, p) => set && !without[p] && condition(p))], width, height);

    /// <summary>The mask of one component.</summary>
    public bool[] Only(int number) => Keep((_, other) => other == number);

    /// <summary>Of each pixel the number of the component that it belongs to; -1: it belongs to none.</summary>
    public int[] Numbers()
    {
        var numbers = new int[_pixels];
        Array.Fill(numbers, -1);
        for (var i = 0; i < _runs.Count; i++) numbers.AsSpan(_runs[i].Start, _runs[i].Length).Fill(_numbers[i]);
        return numbers;
    }

    /// <summary>The mask without the components that the condition does not hold for.</summary>
    public bool[] Keep(Func<Component, bool> condition) => Keep((component, _) => condition(component));

    /// <summary>The mask without the components that the condition, given each with its number, does not hold for.</summary>
    public bool[] Keep(Func<Component, int, bool> condition)
    {
        var (kept, mask) = (All.Select(condition).ToArray(), new bool[_pixels]);
        for (var i = 0; i < _runs.Count; i++) if (kept[_numbers[i]]) mask.AsSpan(_runs[i].Start, _runs[i].Length).Fill(true);
        return mask;
    }

    /// <summary>Of each component, the share of its pixels that the condition holds for.</summary>
    public double[] Share(Func<int, bool> condition) => Mean(p => condition(p) ? 1 : 0);

    /// <summary>Of each component, the mean over its pixels.</summary>
    public double[] Mean(Func<int, double> value)
    {
        var sums = new double[All.Count];
        for (var i = 0; i < _runs.Count; i++)
            for (var p = _runs[i].Start; p < _runs[i].End; p++) sums[_numbers[i]] += value(p);
        return [.. sums.Select((sum, i) => sum / All[i].Area)];
    }

    /// <summary>The mask of the components that share a pixel with another mask.</summary>
    public bool[] Touching(bool[] other)
    {
        var touching = new bool[All.Count];
        for (var i = 0; i < _runs.Count; i++) touching[_numbers[i]] |= other.AsSpan(_runs[i].Start, _runs[i].Length).Contains(true);
        return Keep((_, number) => touching[number]);
    }

    /// <summary>The mask with those of its holes set for which the condition holds; what reaches the border is no hole.</summary>
    public static bool[] FillHoles(bool[] mask, int width, int height, Func<Component, bool> condition)
    {
        var filled = Of(Array.ConvertAll(mask, set => !set), width, height).Keep(gap => !gap.Touches(width, height) && condition(gap));
        for (var p = 0; p < mask.Length; p++) filled[p] |= mask[p];
        return filled;
    }

    private static List<Run> RunsOf(bool[] mask, int width)
    {
        var runs = new List<Run>();
        for (var line = 0; line < mask.Length; line += width)
            for (var from = 0; from < width;)
            {
                var rest = mask.AsSpan(line + from, width - from);
                var gap = rest.IndexOf(true);
                if (gap < 0) break;
                var length = rest[gap..].IndexOf(false);
                if (length < 0) length = rest.Length - gap;
                runs.Add(new(line + from + gap, length));
                from += gap + length;
            }
        return runs;
    }

    // Two runs in lines one above the other touch where they overlap, or meet at a corner.
    private int[] NumbersOf(List<Run> runs)
    {
        var roots = Enumerable.Range(0, runs.Count).ToArray();
        for (int i = 0, above = 0; i < runs.Count; i++)
        {
            while (above < i && runs[above].End + _width < LeftOf(runs[i])) above++;
            for (var j = above; j < i && runs[j].Start + _width < RightOf(runs[i]); j++) Join(roots, j, i);
        }
        var (numbers, count) = (new int[runs.Count], 0);
        for (var i = 0; i < runs.Count; i++) numbers[i] = roots[i] == i ? count++ : numbers[Root(roots, i)];
        return numbers;
    }

    // A corner counts, but not over the edge of the picture.
    private int LeftOf(Run run) => run.Start % _width == 0 ? run.Start + 1 : run.Start;

    private int RightOf(Run run) => run.End % _width == 0 ? run.End : run.End + 1;

    private static void Join(int[] roots, int a, int b)
    {
        (a, b) = (Root(roots, a), Root(roots, b));
        roots[Math.Max(a, b)] = Math.Min(a, b);
    }

    private static int Root(int[] roots, int i)
    {
        while (roots[i] != i) i = roots[i] = roots[roots[i]];
        return i;
    }

    private List<Component> Measured()
    {
        var all = new List<Component>();
        for (var i = 0; i < _runs.Count; i++)
        {
            var (left, top, length) = (_runs[i].Start % _width, _runs[i].Start / _width, _runs[i].Length);
            if (_numbers[i] == all.Count) all.Add(new(length, new(left, top, left + length, top + 1)));
            else all[_numbers[i]] = all[_numbers[i]].With(length, left, top);
        }
        return all;
    }

    private readonly record struct Run(int Start, int Length)
    {
        public int End => Start + Length;
    }
}

internal sealed record Component(int Area, PixelBox Box)
{
    public bool Touches(int width, int height) => Box.Left == 0 || Box.Top == 0 || Box.Right == width || Box.Bottom == height;

    /// <summary>Grown by a run of pixels that lies below its first line.</summary>
    public Component With(int length, int left, int top) =>
        new(Area + length, new(Math.Min(Box.Left, left), Box.Top, Math.Max(Box.Right, left + length), Math.Max(Box.Bottom, top + 1)));
}
