using Aigc.Contracts.Images;

namespace Aigc.ImageService.Vision;

/// <summary>8-connected components of a mask (连通域).</summary>
internal sealed class Components
{
    private readonly int[] _owner;

    private Components(int[] owner, List<Component> all)
    {
        _owner = owner;
        All = all;
    }

    /// <summary>In the order of their first pixel.</summary>
    public IReadOnlyList<Component> All { get; }

    public static Components Of(bool[] mask, int width, int height)
    {
        var owner = new int[mask.Length];
        var all = new List<Component>();
        var stack = new Stack<int>();
        for (var start = 0; start < mask.Length; start++)
            if (mask[start] && owner[start] == 0) all.Add(Trace(mask, width, height, owner, stack, start, all.Count + 1));
        return new(owner, all);
    }

    /// <summary>Number of the component that a pixel belongs to; null: it belongs to none.</summary>
    public int? NumberAt(int p) => _owner[p] > 0 ? _owner[p] - 1 : null;

    /// <summary>The mask without the components that the condition does not hold for.</summary>
    public bool[] Keep(Func<Component, bool> condition)
    {
        var kept = All.Select(condition).ToArray();
        return [.. _owner.Select(owner => owner > 0 && kept[owner - 1])];
    }

    /// <summary>The mask without the components that the condition, given each with its number, does not hold for.</summary>
    public bool[] Keep(Func<Component, int, bool> condition)
    {
        var kept = All.Select(condition).ToArray();
        return [.. _owner.Select(owner => owner > 0 && kept[owner - 1])];
    }

    /// <summary>Of each component, the share of its pixels that the condition holds for.</summary>
    public double[] Share(Func<int, bool> condition)
    {
        var counts = new int[All.Count];
        for (var p = 0; p < _owner.Length; p++) if (_owner[p] > 0 && condition(p)) counts[_owner[p] - 1]++;
        return [.. counts.Select((count, i) => (double)count / All[i].Area)];
    }

    /// <summary>The mask of the components that share a pixel with another mask.</summary>
    public bool[] Touching(bool[] other)
    {
        var touching = new bool[All.Count];
        for (var p = 0; p < other.Length; p++) if (other[p] && _owner[p] > 0) touching[_owner[p] - 1] = true;
        return [.. _owner.Select(owner => owner > 0 && touching[owner - 1])];
    }

    /// <summary>The mask with those of its holes set for which the condition holds; what reaches the border is no hole.</summary>
    public static bool[] FillHoles(bool[] mask, int width, int height, Func<Component, bool> condition)
    {
        var holes = Of([.. mask.Select(set => !set)], width, height).Keep(gap => !gap.Touches(width, height) && condition(gap));
        return [.. mask.Zip(holes, (set, fill) => set || fill)];
    }

    private static Component Trace(bool[] mask, int width, int height, int[] owner, Stack<int> stack, int start, int id)
    {
        var (area, left, top, right, bottom) = (0, width, height, 0, 0);
        owner[start] = id;
        stack.Push(start);
        while (stack.TryPop(out var p))
        {
            area++;
            var (x, y) = (p % width, p / width);
            (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++)
                {
                    var q = (ny * width) + nx;
                    if (!mask[q] || owner[q] != 0) continue;
                    owner[q] = id;
                    stack.Push(q);
                }
        }
        return new(area, new(left, top, right + 1, bottom + 1));
    }
}

internal sealed record Component(int Area, PixelBox Box)
{
    public bool Touches(int width, int height) => Box.Left == 0 || Box.Top == 0 || Box.Right == width || Box.Bottom == height;
}
