namespace Aigc.ImageService.Vision;

/// <summary>
/// Five full-covariance Gaussians over RGB, the colour model of GrabCut (Rother et al. 2004). Starts from k-means with a fixed seed. Learnt from
/// every so many-th pixel: some thousands tell as much of a few colours as all do.
/// </summary>
internal sealed class GaussianMixture
{
    private const int K = 5;
    private const int Enough = 6_000;
    private readonly Gaussian[] _parts = new Gaussian[K];
    private bool _fitted;

    /// <summary>Learns the colours of the pixels whose labels say foreground, or not.</summary>
    public void Fit(float[] rgb, byte[] labels, bool foreground)
    {
        var pixels = Sample(labels, foreground);
        if (pixels.Count < K) return;
        var owner = _fitted ? pixels.ConvertAll(p => Best(rgb, p)) : KMeans(rgb, pixels);
        for (var k = 0; k < K; k++) _parts[k] = Gaussian.Of(rgb, pixels, owner, k, _parts[k]);
        _fitted = true;
    }

    /// <summary>Negative log likelihood.</summary>
    public float Cost(float[] rgb, int pixel)
    {
        var (sum, r, g, b) = (0f, rgb[pixel * 3], rgb[(pixel * 3) + 1], rgb[(pixel * 3) + 2]);
        foreach (ref readonly var part in _parts.AsSpan()) if (part.Weight > 0) sum += MathF.Exp(-part.Cost(r, g, b));
        return -MathF.Log(sum + 1e-30f);
    }

    private static List<int> Sample(byte[] labels, bool foreground)
    {
        var count = 0;
        foreach (var label in labels) if ((label & 1) == 1 == foreground) count++;
        var (pixels, step, next) = (new List<int>(Enough * 2), (count / Enough) + 1, 0);
        for (var p = 0; p < labels.Length; p++)
        {
            if ((labels[p] & 1) == 1 != foreground || next++ % step != 0) continue;
            pixels.Add(p);
        }
        return pixels;
    }

    private int Best(float[] rgb, int pixel)
    {
        var (best, least) = (0, float.MaxValue);
        for (var k = 0; k < K; k++)
        {
            if (_parts[k].Weight <= 0) continue;
            var cost = _parts[k].Cost(rgb[pixel * 3], rgb[(pixel * 3) + 1], rgb[(pixel * 3) + 2]);
            if (cost < least) (best, least) = (k, cost);
        }
        return best;
    }

    private static List<int> KMeans(float[] rgb, List<int> pixels)
    {
        var random = new Random(1);
        var centres = Enumerable.Range(0, K).Select(_ => pixels[random.Next(pixels.Count)]).SelectMany(p => rgb[(p * 3)..((p * 3) + 3)]).ToArray();
        for (var round = 0; round < 8; round++)
        {
            var (sums, counts) = (new float[K * 3], new int[K]);
            foreach (var p in pixels)
            {
                var k = Nearest(centres, rgb, p);
                for (var j = 0; j < 3; j++) sums[(k * 3) + j] += rgb[(p * 3) + j];
                counts[k]++;
            }
            for (var i = 0; i < sums.Length; i++) if (counts[i / 3] > 0) centres[i] = sums[i] / counts[i / 3];
        }
        return pixels.ConvertAll(p => Nearest(centres, rgb, p));
    }

    private static int Nearest(float[] centres, float[] rgb, int pixel)
    {
        var (best, least) = (0, float.MaxValue);
        for (var k = 0; k < K; k++)
        {
            float x = centres[k * 3] - rgb[pixel * 3], y = centres[(k * 3) + 1] - rgb[(pixel * 3) + 1], z = centres[(k * 3) + 2] - rgb[(pixel * 3) + 2];
            var distance = (x * x) + (y * y) + (z * z);
            if (distance < least) (best, least) = (k, distance);
        }
        return best;
    }

    /// <param name="Weight">Share of the pixels, 0 to 1.</param>
    /// <param name="Offset">What its cost is at its mean.</param>
    /// <param name="Mean">Red, green, blue.</param>
    /// <param name="Half">Half the inverse covariance: rr, gg, bb, and twice the half of rg, rb, gb.</param>
    private readonly record struct Gaussian(float Weight, float Offset, (float R, float G, float B) Mean, (float RR, float GG, float BB, float RG, float RB, float GB) Half)
    {
        public float Cost(float r, float g, float b)
        {
            float x = r - Mean.R, y = g - Mean.G, z = b - Mean.B;
            return (x * ((x * Half.RR) + (y * Half.RG) + (z * Half.RB))) + (y * ((y * Half.GG) + (z * Half.GB))) + (z * z * Half.BB) + Offset;
        }

        // A part that no pixel is near keeps its form and loses its weight.
        public static Gaussian Of(float[] rgb, List<int> pixels, List<int> owner, int k, Gaussian before)
        {
            var (count, s, c) = (0.0, new double[3], new double[6]);
            for (var q = 0; q < pixels.Count; q++)
            {
                if (owner[q] != k) continue;
                double r = rgb[pixels[q] * 3], g = rgb[(pixels[q] * 3) + 1], b = rgb[(pixels[q] * 3) + 2];
                count++;
                s[0] += r; s[1] += g; s[2] += b;
                c[0] += r * r; c[1] += r * g; c[2] += r * b; c[3] += g * g; c[4] += g * b; c[5] += b * b;
            }
            return count < 1 ? before with { Weight = 0 } : Of(count / pixels.Count, [.. s.Select(sum => sum / count)], [.. c.Select(sum => sum / count)]);
        }

        private static Gaussian Of(double weight, double[] m, double[] c)
        {
            double v0 = c[0] - (m[0] * m[0]) + 1, v1 = c[1] - (m[0] * m[1]), v2 = c[2] - (m[0] * m[2]);
            double v3 = c[3] - (m[1] * m[1]) + 1, v4 = c[4] - (m[1] * m[2]), v5 = c[5] - (m[2] * m[2]) + 1;
            var det = Math.Max((v0 * ((v3 * v5) - (v4 * v4))) - (v1 * ((v1 * v5) - (v4 * v2))) + (v2 * ((v1 * v4) - (v3 * v2))), 1e-6);
            return new((float)weight, (float)((0.5 * Math.Log(det)) - Math.Log(weight)), ((float)m[0], (float)m[1], (float)m[2]), (
                (float)(((v3 * v5) - (v4 * v4)) / det / 2), (float)(((v0 * v5) - (v2 * v2)) / det / 2), (float)(((v0 * v3) - (v1 * v1)) / det / 2),
                (float)(((v2 * v4) - (v1 * v5)) / det), (float)(((v1 * v4) - (v2 * v3)) / det), (float)(((v1 * v2) - (v0 * v4)) / det)));
        }
    }
}
