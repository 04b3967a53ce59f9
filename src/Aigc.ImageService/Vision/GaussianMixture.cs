namespace Aigc.ImageService.Vision;

/// <summary>Five full-covariance Gaussians over RGB, the colour model of GrabCut (Rother et al. 2004). Starts from k-means with a fixed seed.</summary>
internal sealed class GaussianMixture
{
    private const int K = 5;
    private readonly double[] _weight = new double[K];
    private readonly double[] _logWeight = new double[K];
    private readonly double[][] _mean = [.. Enumerable.Range(0, K).Select(_ => new double[3])];
    private readonly double[][] _inverse = [.. Enumerable.Range(0, K).Select(_ => new double[6])];
    private bool _fitted;

    public void Fit(float[] rgb, List<int> pixels)
    {
        if (pixels.Count < K) return;
        var owner = _fitted ? pixels.ConvertAll(p => Best(rgb, p)) : KMeans(rgb, pixels);
        for (var k = 0; k < K; k++) FitOne(rgb, pixels, owner, k);
        _fitted = true;
    }

    /// <summary>Negative log likelihood.</summary>
    public float Cost(float[] rgb, int pixel)
    {
        var sum = 0.0;
        for (var k = 0; k < K; k++) if (_weight[k] > 0) sum += Math.Exp(_logWeight[k] - (0.5 * Mahalanobis(rgb, pixel, k)));
        return (float)-Math.Log(sum + 1e-30);
    }

    private void FitOne(float[] rgb, List<int> pixels, List<int> owner, int k)
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
        _weight[k] = count / pixels.Count;
        if (count < 1) return;
        for (var j = 0; j < 3; j++) _mean[k][j] = s[j] / count;
        Invert(k, count, c);
    }

    private void Invert(int k, double count, double[] c)
    {
        var m = _mean[k];
        double v0 = (c[0] / count) - (m[0] * m[0]) + 1, v1 = (c[1] / count) - (m[0] * m[1]), v2 = (c[2] / count) - (m[0] * m[2]);
        double v3 = (c[3] / count) - (m[1] * m[1]) + 1, v4 = (c[4] / count) - (m[1] * m[2]), v5 = (c[5] / count) - (m[2] * m[2]) + 1;
        var det = Math.Max((v0 * ((v3 * v5) - (v4 * v4))) - (v1 * ((v1 * v5) - (v4 * v2))) + (v2 * ((v1 * v4) - (v3 * v2))), 1e-6);
        _inverse[k] =
        [
            ((v3 * v5) - (v4 * v4)) / det, ((v2 * v4) - (v1 * v5)) / det, ((v1 * v4) - (v2 * v3)) / det,
            ((v0 * v5) - (v2 * v2)) / det, ((v1 * v2) - (v0 * v4)) / det, ((v0 * v3) - (v1 * v1)) / det,
        ];
        _logWeight[k] = Math.Log(_weight[k]) - (0.5 * Math.Log(det));
    }

    private int Best(float[] rgb, int pixel)
    {
        var (best, least) = (0, double.MaxValue);
        for (var k = 0; k < K; k++)
        {
            if (_weight[k] <= 0) continue;
            var cost = (Mahalanobis(rgb, pixel, k) * 0.5) - _logWeight[k];
            if (cost < least) (best, least) = (k, cost);
        }
        return best;
    }

    private double Mahalanobis(float[] rgb, int pixel, int k)
    {
        double x = rgb[pixel * 3] - _mean[k][0], y = rgb[(pixel * 3) + 1] - _mean[k][1], z = rgb[(pixel * 3) + 2] - _mean[k][2];
        var i = _inverse[k];
        return (x * x * i[0]) + (2 * x * y * i[1]) + (2 * x * z * i[2]) + (y * y * i[3]) + (2 * y * z * i[4]) + (z * z * i[5]);
    }

    private static List<int> KMeans(float[] rgb, List<int> pixels)
    {
        var random = new Random(1);
        var centres = Enumerable.Range(0, K).Select(_ => pixels[random.Next(pixels.Count)]).Select(p => new double[] { rgb[p * 3], rgb[(p * 3) + 1], rgb[(p * 3) + 2] }).ToArray();
        var step = Math.Max(1, pixels.Count / 8_000);
        for (var round = 0; round < 8; round++)
        {
            var sums = new double[K, 4];
            for (var q = 0; q < pixels.Count; q += step)
            {
                var k = Nearest(centres, rgb, pixels[q]);
                for (var j = 0; j < 3; j++) sums[k, j] += rgb[(pixels[q] * 3) + j];
                sums[k, 3]++;
            }
            for (var k = 0; k < K; k++) if (sums[k, 3] > 0) for (var j = 0; j < 3; j++) centres[k][j] = sums[k, j] / sums[k, 3];
        }
        return pixels.ConvertAll(p => Nearest(centres, rgb, p));
    }

    private static int Nearest(double[][] centres, float[] rgb, int pixel)
    {
        var (best, least) = (0, double.MaxValue);
        for (var k = 0; k < K; k++)
        {
            double x = centres[k][0] - rgb[pixel * 3], y = centres[k][1] - rgb[(pixel * 3) + 1], z = centres[k][2] - rgb[(pixel * 3) + 2];
            var distance = (x * x) + (y * y) + (z * z);
            if (distance < least) (best, least) = (k, distance);
        }
        return best;
    }
}
