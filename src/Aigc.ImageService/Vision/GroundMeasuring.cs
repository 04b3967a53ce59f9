namespace Aigc.ImageService.Vision;

/// <summary>Measures of what stands around a subject, at working size.</summary>
internal static class GroundMeasuring
{
    private const byte White = 253;
    private const float Shaded = 0.02f;

    /// <param name="shade">How much light the subject's shadow takes; what its edge adds is no clutter.</param>
    public static GroundLook LookOf(byte[] rgb, float[] lab, bool[] mask, float[] shade, Trimap trimap)
    {
        var (width, height) = (trimap.Width, trimap.Height);
        var ground = new List<int>();
        for (var p = 0; p < mask.Length; p++) if (!mask[p]) ground.Add(p);
        var white = WhiteBorder(rgb, width, height);
        if (ground.Count == 0) return new(0, 0, 0, 1, 0, 0, white, FrameFilling.Of(lab, width, height));
        var lightness = ground.Average(p => lab[p * 3]);
        var chroma = ground.Average(p => MathF.Sqrt((lab[(p * 3) + 1] * lab[(p * 3) + 1]) + (lab[(p * 3) + 2] * lab[(p * 3) + 2])));
        return new(lightness, chroma, Math.Max(EdgeContrast(lab, mask, width, height), CoreContrast(trimap, mask)), EdgeDensity(lab, [.. mask.Zip(shade, (subject, taken) => subject || taken > Shaded)], width, height), FaintArea(trimap), TextMarks.Count(trimap, mask), white, Math.Max(FrameFilling.Of(lab, width, height), (double)mask.Count(set => set) / mask.Length));
    }

    // A blurred edge is no low contrast: then the middle of the subject tells.
    private static double CoreContrast(Trimap trimap, bool[] mask)
    {
        var core = Morphology.Erode(mask, trimap.Width, trimap.Height, 5);
        var (sum, count) = (0.0, 0);
        for (var p = 0; p < core.Length; p++)
        {
            if (!core[p]) continue;
            sum += trimap.Ground.Distance[p];
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }

    // Averaged over its neighbours the noise goes, and what is a little darker or lighter than the ground all over stays.
    private static double FaintArea(Trimap trimap)
    {
        var mean = GuidedFilter.Mean(trimap.Ground.Lightness, trimap.Width, trimap.Height, 2);
        var limit = Math.Max(0.6f, 0.7f * trimap.Ground.Sigma);
        var faint = Components.Of([.. mean.Select(value => MathF.Abs(value) > limit)], trimap.Width, trimap.Height);
        return faint.All.Count == 0 ? 0 : (double)faint.All.Max(component => component.Area) / mean.Length;
    }

    private static double WhiteBorder(byte[] rgb, int width, int height) =>
        BorderRing.Of(width, height, Trimap.JudgedRing).Average(p => rgb.AsSpan(p * 3, 3).ContainsAnyExceptInRange(White, byte.MaxValue) ? 0.0 : 1.0);

    private static double EdgeContrast(float[] lab, bool[] mask, int width, int height)
    {
        const int Reach = 3;
        var (sum, count) = (0.0, 0);
        for (var y = Reach; y < height - Reach; y++)
            for (var x = Reach; x < width - Reach; x++)
            {
                var p = (y * width) + x;
                if (mask[p] != mask[p + 1]) { sum += Distance(lab, p - Reach + 1, p + Reach); count++; }
                if (mask[p] != mask[p + width]) { sum += Distance(lab, p - ((Reach - 1) * width), p + (Reach * width)); count++; }
            }
        return count == 0 ? 0 : sum / count;
    }

    private static double EdgeDensity(float[] lab, bool[] mask, int width, int height)
    {
        var grown = Morphology.Dilate(mask, width, height, 4);
        var (edges, all) = (0, 0);
        for (var y = 1; y < height - 1; y++)
            for (var x = 1; x < width - 1; x++)
            {
                var p = (y * width) + x;
                if (grown[p]) continue;
                all++;
                if (Distance(lab, p - 1, p + 1) > 6 || Distance(lab, p - width, p + width) > 6) edges++;
            }
        return all == 0 ? 1 : (double)edges / all;
    }

    private static double Distance(float[] lab, int a, int b)
    {
        double l = lab[a * 3] - lab[b * 3], u = lab[(a * 3) + 1] - lab[(b * 3) + 1], v = lab[(a * 3) + 2] - lab[(b * 3) + 2];
        return Math.Sqrt((l * l) + (u * u) + (v * v));
    }
}
