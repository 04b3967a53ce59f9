namespace Aigc.ImageService.Vision;

/// <summary>Cuts foreground from background by colour models and edges, starting from a trimap: GrabCut (Rother, Kolmogorov, Blake 2004).</summary>
internal static class GraphCut
{
    private const float Smoothness = 50;
    private const float MostOfColour = 6;
    private const float Weight = 6;
    private static readonly float Diagonal = 1 / MathF.Sqrt(2);

    /// <param name="likely">How likely each pixel is foreground, 0 to 1, where something else than its colour tells; empty where nothing does.</param>
    /// <returns>Labels, of which the lowest bit tells foreground.</returns>
    public static byte[] Run(ReadOnlySpan<byte> rgb, byte[] trimap, int width, int height, int rounds, float[]? likely = null)
    {
        var labels = (byte[])trimap.Clone();
        var colours = new float[rgb.Length];
        for (var i = 0; i < rgb.Length; i++) colours[i] = rgb[i];
        var contrast = Contrast(colours, width, height);
        var (background, foreground) = (new GaussianMixture(), new GaussianMixture());
        for (var round = 0; round < rounds; round++)
        {
            background.Fit(colours, Pixels(labels, foreground: false));
            foreground.Fit(colours, Pixels(labels, foreground: true));
            var flow = new GridMaxFlow(width, height);
            SetTerminals(flow, colours, labels, background, foreground, likely);
            SetEdges(flow, colours, width, height, contrast);
            flow.Run();
            for (var p = 0; p < labels.Length; p++) if (labels[p] >= Label.MaybeBackground) labels[p] = flow.IsSource(p) ? Label.MaybeForeground : Label.MaybeBackground;
        }
        return labels;
    }

    private static List<int> Pixels(byte[] labels, bool foreground)
    {
        var pixels = new List<int>();
        for (var p = 0; p < labels.Length; p++) if ((labels[p] & 1) == 1 == foreground) pixels.Add(p);
        return pixels;
    }

    private static void SetTerminals(GridMaxFlow flow, float[] colours, byte[] labels, GaussianMixture background, GaussianMixture foreground, float[]? likely)
    {
        for (var p = 0; p < labels.Length; p++)
        {
            if (labels[p] == Label.Background) flow.SetTerminals(p, 0, 9 * Smoothness);
            else if (labels[p] == Label.Foreground) flow.SetTerminals(p, 9 * Smoothness, 0);
            else if (likely is null) flow.SetTerminals(p, background.Cost(colours, p), foreground.Cost(colours, p));
            else
            {
                // Both costs are natural logarithms of a likelihood, and add up. Colour alone is sure of too much.
                var (outside, inside) = (background.Cost(colours, p), foreground.Cost(colours, p));
                var colour = Math.Clamp(outside - inside, -MostOfColour, MostOfColour);
                var told = Weight * MathF.Log((likely[p] + 0.003f) / (1.003f - likely[p]));
                flow.SetTerminals(p, Math.Max(0, colour + told), Math.Max(0, -colour - told));
            }
        }
    }

    private static void SetEdges(GridMaxFlow flow, float[] colours, int width, int height, double contrast)
    {
        float Weight(int a, int b) => (float)(Smoothness * Math.Exp(-contrast * SquaredDistance(colours, a, b)));
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var p = (y * width) + x;
                if (x < width - 1) flow.SetEdge(p, 0, Weight(p, p + 1));
                if (y == height - 1) continue;
                flow.SetEdge(p, 1, Weight(p, p + width));
                if (x < width - 1) flow.SetEdge(p, 2, Diagonal * Weight(p, p + width + 1));
                if (x > 0) flow.SetEdge(p, 3, Diagonal * Weight(p, p + width - 1));
            }
    }

    private static double Contrast(float[] colours, int width, int height)
    {
        var (sum, count) = (0.0, 0L);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var p = (y * width) + x;
                if (x < width - 1) { sum += SquaredDistance(colours, p, p + 1); count++; }
                if (y < height - 1) { sum += SquaredDistance(colours, p, p + width); count++; }
            }
        return 1 / ((2 * sum / Math.Max(1, count)) + 1e-9);
    }

    private static double SquaredDistance(float[] colours, int a, int b)
    {
        double x = colours[a * 3] - colours[b * 3], y = colours[(a * 3) + 1] - colours[(b * 3) + 1], z = colours[(a * 3) + 2] - colours[(b * 3) + 2];
        return (x * x) + (y * y) + (z * z);
    }
}
