using System.Numerics;

namespace Aigc.ImageService.Vision;

/// <summary>
/// Finds shadow that a cut took along and ends in the middle of. Across such an end the photo shows the same shadow on both sides, and what has its
/// colour sticks out of the product below: its border to the ground is longer than that to the product, and the product begins with an edge.
/// </summary>
internal sealed class ShadowStub(bool[] mask, Trimap trimap)
{
    // Less is no step: Lab distance between both sides of an outline.
    private const float NoStep = 7;
    private const int LeastEnd = 3;

    // Lab distance from the shadow that goes on outside, and between neighbours: wider than its noise, narrower than the product's outline.
    private const float AlikeShadow = 12;
    private const float Smooth = 6;

    // L: in a darker shadow a product as dark looks the same, and what is drawn in its place as well.
    private const float Black = 12;

    private const double MostOfSubject = 0.03;

    // Lab distance between neighbours, over the whole of the seam.
    private const float SeamIsEdge = 3;

    private const double MostHeld = 0.2;

    private readonly OutlineSupport _support = new(mask, trimap);

    // The last stretch whose flood took a pixel.
    private readonly int[] _taken = new int[mask.Length];

    /// <returns>The mask without such shadow.</returns>
    public bool[] CutAway()
    {
        var left = (bool[])mask.Clone();
        var most = (int)(MostOfSubject * mask.Count(set => set));
        var stretch = 0;
        foreach (var end in Ends())
            if (Part(end, ++stretch, most) is { } part && IsStub(part, stretch))
                foreach (var p in part) left[p] = false;
        return left;
    }

    // Stretches of the outline that the photo does not support, with shadow going on outside.
    private List<List<(int Pixel, int Outside)>> Ends()
    {
        var (weak, outside) = (new bool[mask.Length], new int[mask.Length]);
        for (var p = 0; p < mask.Length; p++)
        {
            if (!_support.IsOutline(p) || _support.At(p) is not { Step: < NoStep } at || !IsShadow(at.Outside)) continue;
            (weak[p], outside[p]) = (true, at.Outside);
        }
        var stretches = Components.Of(weak, trimap.Width, trimap.Height);
        var (ends, numbers) = (stretches.All.Select(one => new List<(int, int)>(one.Area)).ToList(), stretches.Numbers());
        for (var p = 0; p < numbers.Length; p++) if (numbers[p] >= 0) ends[numbers[p]].Add((p, outside[p]));
        return ends.FindAll(end => end.Count >= LeastEnd);
    }

    private bool IsShadow(int p) => trimap.Ground.IsClearOf(p) && trimap.TakesAllColoursAlike(p);

    // What hangs together with an end and has the colour of the shadow outside; null where that is too much for a stub, or nothing to see.
    private List<int>? Part(List<(int Pixel, int Outside)> end, int stretch, int most)
    {
        var shadow = end.Aggregate(Vector3.Zero, (sum, at) => sum + trimap.ColourAt(at.Outside)) / end.Count;
        if (shadow.X < Black) return null;
        var part = end.ConvertAll(at => at.Pixel);
        foreach (var p in part) _taken[p] = stretch;
        for (var i = 0; i < part.Count; i++)
        {
            if (part.Count > most) return null;
            var colour = trimap.ColourAt(part[i]);
            foreach (var q in trimap.Beside(part[i]))
                if (Vector3.Distance(trimap.ColourAt(q), shadow) <= AlikeShadow && Vector3.Distance(trimap.ColourAt(q), colour) <= Smooth) Take(q, stretch, part);
        }
        WithBlur(part, stretch);
        return part;
    }

    private void Take(int p, int stretch, List<int> part)
    {
        if (!mask[p] || _taken[p] == stretch) return;
        _taken[p] = stretch;
        part.Add(p);
    }

    // The sides of a stub are blurred towards the ground, and no longer of its colour.
    private void WithBlur(List<int> part, int stretch)
    {
        var count = part.Count;
        for (var i = 0; i < count; i++)
            foreach (var q in trimap.Beside(part[i])) if (_support.IsOutline(q)) Take(q, stretch, part);
    }

    private bool IsStub(List<int> part, int stretch)
    {
        var (outline, seam, edge, held) = (0, 0, 0f, 0);
        foreach (var p in part)
        {
            if (_support.IsOutline(p)) outline++;
            if (EdgeToProduct(p, stretch) is { } hardest) (seam, edge) = (seam + 1, edge + hardest);
            if (IsHeld(p, stretch)) held++;
        }
        return outline > seam && edge >= SeamIsEdge * seam && held <= MostHeld * part.Count;
    }

    // Null where a pixel does not lie beside the rest of the product.
    private float? EdgeToProduct(int p, int stretch)
    {
        float? hardest = null;
        foreach (var q in trimap.Beside(p))
            if (mask[q] && _taken[q] != stretch) hardest = MathF.Max(hardest ?? 0, Vector3.Distance(trimap.ColourAt(p), trimap.ColourAt(q)));
        return hardest;
    }

    // There is product below.
    private bool IsHeld(int p, int stretch)
    {
        for (var q = p + trimap.Width; q < mask.Length; q += trimap.Width) if (mask[q] && _taken[q] != stretch) return true;
        return false;
    }
}
