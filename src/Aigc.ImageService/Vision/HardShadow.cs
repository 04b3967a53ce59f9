namespace Aigc.ImageService.Vision;

/// <summary>
/// Finds shadow that was cut out together with its product. However hard a shadow is, light comes around what throws it: its edge goes over
/// into the ground in several steps where the outline of a product takes one. From its edge on it only gets darker towards the product, and it
/// takes the same share of all colours of the ground.
/// </summary>
internal sealed class HardShadow(bool[] mask, Trimap trimap)
{
    // Working pixels that an edge is looked at over, on either side of the outline.
    private const int Inside = 3;
    private const int Outside = 5;

    // Less is no edge of a hard shadow: noise has a say in how it goes over.
    private const float LeastDrop = 15;

    // Share of its drop that an edge takes in its largest step, where a penumbra may begin. Reduced to working size, the sharpest of outlines
    // takes two, so that only several pixels together tell.
    private const float LargestStep = 0.56f;
    private const int Around = 5;

    // Of the whole border of a part, to the ground and to the product, how much goes over into the ground softly: drawn shadows have 0.2 to
    // 0.7, smooth dark parts of drawn products 0 to 0.2.
    private const float Penumbra = 0.2f;
    private const double MostOfSubject = 0.5;

    // How much lighter a shadow may become again by noise and by light from the product. With more of it a flood finds the whole of one shadow and
    // leaks out of another into the product, which its border tells.
    private static readonly float[] Lighter = [2, 3, 4];

    private const float SmoothStep = 5;
    private const int EdgeWidth = 6;

    private readonly float[] _depth = trimap.Ground.Lightness;

    /// <returns>The mask without such shadow. Where most of the subject would vanish it is none, and the mask stays as it was.</returns>
    public bool[] CutAway()
    {
        var (width, height) = (trimap.Width, trimap.Height);
        var (steps, ways) = Edges();
        var (left, seeds) = ((bool[])mask.Clone(), Penumbrae(steps, ways));
        var edge = Morphology.Dilate([.. mask.Select(set => !set)], width, height, EdgeWidth);
        foreach (var lighter in Lighter)
        {
            var dark = Flooded(seeds, edge, lighter);
            var parts = Components.Of(dark, width, height);
            var soft = Softness(parts, dark, steps, ways);
            var shadow = parts.Keep((_, part) => soft[part] > Penumbra);
            for (var p = 0; p < left.Length; p++) left[p] &= !shadow[p];
        }
        if (left.Count(set => set) < MostOfSubject * mask.Count(set => set)) return mask;
        // The flood leaves bites in the outline.
        left = Morphology.Erode(Morphology.Dilate(left, width, height, 1), width, height, 1);
        for (var p = 0; p < left.Length; p++) left[p] &= mask[p];
        return left;
    }

    // Of each pixel of the outline: in how many ways it leads to the ground, and the sum of what the largest steps on them take of the drop.
    private (float[] Steps, float[] Ways) Edges()
    {
        var (steps, ways) = (new float[mask.Length], new float[mask.Length]);
        for (var p = 0; p < mask.Length; p++)
        {
            if (!mask[p]) continue;
            foreach (var q in trimap.Beside(p))
            {
                if (mask[q] || LargestStepOn(p, q - p) is not { } step) continue;
                steps[p] += step;
                ways[p]++;
            }
        }
        return (steps, ways);
    }

    private float? LargestStepOn(int p, int way)
    {
        var (from, to, largest) = (p, p, 0f);
        for (var i = 0; i < Inside && IsBeside(from, from - way) && mask[from - way]; i++) from -= way;
        for (var i = 0; i < Outside && IsBeside(to, to + way) && !mask[to + way]; i++) to += way;
        for (var q = from; q != to; q += way) largest = MathF.Max(largest, _depth[q + way] - _depth[q]);
        var drop = _depth[to] - _depth[from];
        return drop < LeastDrop ? null : MathF.Min(1, largest / drop);
    }

    // A step to the left or right does not lead over the edge of the picture.
    private bool IsBeside(int p, int q) => q >= 0 && q < mask.Length && Math.Abs((q % trimap.Width) - (p % trimap.Width)) <= 1;

    private List<int> Penumbrae(float[] steps, float[] ways)
    {
        var (meanSteps, meanWays) = (GuidedFilter.Mean(steps, trimap.Width, trimap.Height, Around), GuidedFilter.Mean(ways, trimap.Width, trimap.Height, Around));
        return [.. Enumerable.Range(0, mask.Length).Where(p => ways[p] > 0 && IsShadowed(p) && meanSteps[p] < LargestStep * meanWays[p])];
    }

    private bool IsShadowed(int p) => mask[p] && trimap.TakesAllColoursAlike(p);

    // Within an edge the light falls fast; further in, only the outline of a product is a step.
    private bool[] Flooded(List<int> seeds, bool[] edge, float lighter)
    {
        var open = new Queue<int>(seeds);
        var (found, darkest) = (new bool[mask.Length], new float[mask.Length]);
        foreach (var p in seeds) (found[p], darkest[p]) = (true, _depth[p]);
        while (open.TryDequeue(out var p))
            foreach (var q in trimap.Beside(p))
            {
                if (found[q] || !IsShadowed(q) || _depth[q] > darkest[p] + lighter || (!edge[q] && MathF.Abs(_depth[q] - _depth[p]) > SmoothStep)) continue;
                (found[q], darkest[q]) = (true, MathF.Min(darkest[p], _depth[q]));
                open.Enqueue(q);
            }
        return found;
    }

    // Of each part, the share of its border that goes over into the ground softly.
    private float[] Softness(Components parts, bool[] dark, float[] steps, float[] ways)
    {
        var (soft, border, numbers) = (new float[parts.All.Count], new float[parts.All.Count], parts.Numbers());
        for (var p = 0; p < numbers.Length; p++)
        {
            if (numbers[p] < 0) continue;
            soft[numbers[p]] += ways[p] - steps[p];
            border[numbers[p]] += ways[p] + trimap.Beside(p).Count(q => mask[q] && !dark[q]);
        }
        return [.. soft.Zip(border, (s, b) => b == 0 ? 0 : s / b)];
    }
}
