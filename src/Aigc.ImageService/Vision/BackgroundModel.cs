using System.Numerics;
using System.Runtime.InteropServices;

namespace Aigc.ImageService.Vision;

/// <summary>How far each pixel is from the smooth ground that was fitted to the background.</summary>
/// <param name="Distance">Euclidean distance in Lab.</param>
/// <param name="Lightness">L of the pixel minus L of the ground: negative in shadow.</param>
/// <param name="Chroma">Distance in a and b alone.</param>
/// <param name="Tint">Distance in a and b from the ground in a shadow as deep: what takes a share of the light scales all three of them alike.</param>
/// <param name="Sigma">Robust spread of the background pixels around the fit.</param>
internal sealed record GroundFit(float[] Distance, float[] Lightness, float[] Chroma, float[] Tint, float Sigma)
{
    /// <summary>Distance from which on a pixel is clearly no ground.</summary>
    public float Clear => (3.8f * Sigma) + 2.6f;

    public bool IsClearOf(int p) => Distance[p] > Clear;
}

/// <summary>
/// Fits a polynomial surface to the Lab values of background pixels by iteratively reweighted least squares with Tukey's biweight, so that
/// gradients and vignettes are ground and the odd product pixel among the samples does not matter.
/// </summary>
internal static class BackgroundModel
{
    // A surface of fifteen terms needs no more.
    private const int MaxSamples = 3_000;
    private const int Rounds = 6;

    public static GroundFit Fit(float[] lab, int width, int height, IReadOnlyList<int> samples, int degree)
    {
        var basis = new PolynomialBasis(width, height, degree);
        var rows = Thin(samples).ConvertAll(p => RowOf(basis, lab, p));
        var weights = new double[rows.Count];
        Array.Fill(weights, 1);
        var surface = new double[3][];
        var sigma = 1.0;
        for (var round = 0; round < Rounds; round++)
        {
            surface = LeastSquares(rows, weights, basis.Terms);
            sigma = Reweigh(rows, surface, weights);
        }
        return Measure(lab, width, height, basis, surface, (float)sigma);
    }

    private static List<int> Thin(IReadOnlyList<int> samples)
    {
        var step = (samples.Count / MaxSamples) + 1;
        var chosen = new List<int>(Math.Min(samples.Count, MaxSamples));
        for (var i = 0; i < samples.Count; i += step) chosen.Add(samples[i]);
        return chosen;
    }

    // The terms at a pixel and its Lab values behind them, filled up with zeros to whole vectors.
    private static double[] RowOf(PolynomialBasis basis, float[] lab, int pixel)
    {
        var (width, terms) = (Vector<double>.Count, basis.At(pixel));
        var row = new double[(terms.Length + 3 + width - 1) / width * width];
        terms.CopyTo(row, 0);
        for (var channel = 0; channel < 3; channel++) row[terms.Length + channel] = lab[(pixel * 3) + channel];
        return row;
    }

    // The channels share the left side of their equations: one product of the rows with themselves gives it and all three right sides.
    private static double[][] LeastSquares(List<double[]> rows, double[] weights, int terms)
    {
        var stride = rows.Count == 0 ? terms + 3 : rows[0].Length;
        var product = new double[terms * stride];
        for (var q = 0; q < rows.Count; q++)
        {
            if (weights[q] == 0) continue;
            var row = MemoryMarshal.Cast<double, Vector<double>>(rows[q].AsSpan());
            for (var i = 0; i < terms; i++)
            {
                var sums = MemoryMarshal.Cast<double, Vector<double>>(product.AsSpan(i * stride, stride));
                var weighted = new Vector<double>(weights[q] * rows[q][i]);
                for (var j = 0; j < row.Length; j++) sums[j] += weighted * row[j];
            }
        }
        return [.. Enumerable.Range(0, 3).Select(channel => LinearSystem.Solve(Augmented(product, stride, terms, channel), terms))];
    }

    private static double[,] Augmented(double[] product, int stride, int terms, int channel)
    {
        var augmented = new double[terms, terms + 1];
        for (var i = 0; i < terms; i++)
        {
            for (var j = 0; j < terms; j++) augmented[i, j] = product[(i * stride) + j];
            augmented[i, i] += 1e-2;
            augmented[i, terms] = product[(i * stride) + terms + channel];
        }
        return augmented;
    }

    private static double Reweigh(List<double[]> rows, double[][] surface, double[] weights)
    {
        var residuals = new double[rows.Count];
        for (var q = 0; q < rows.Count; q++)
        {
            var sum = 0.0;
            for (var channel = 0; channel < 3; channel++)
            {
                var error = rows[q][surface[channel].Length + channel] - PolynomialBasis.Value(surface[channel], rows[q]);
                sum += error * error;
            }
            residuals[q] = Math.Sqrt(sum);
        }
        var sorted = residuals.ToArray();
        Array.Sort(sorted);
        var sigma = Math.Max(0.45, sorted.Length == 0 ? 0 : sorted[sorted.Length / 2] * 1.1);
        for (var q = 0; q < weights.Length; q++)
        {
            var t = residuals[q] / (3.5 * sigma);
            weights[q] = t >= 1 ? 0 : (1 - (t * t)) * (1 - (t * t));
        }
        return sigma;
    }

    private static GroundFit Measure(float[] lab, int width, int height, PolynomialBasis basis, double[][] surface, float sigma)
    {
        var (distance, lightness, chroma, tint) = (new float[width * height], new float[width * height], new float[width * height], new float[width * height]);
        var fitted = new float[3][];
        for (var channel = 0; channel < 3; channel++) fitted[channel] = new float[width];
        for (var y = 0; y < height; y++)
        {
            for (var channel = 0; channel < 3; channel++) basis.FillLine(surface[channel], y, fitted[channel]);
            for (int x = 0, p = y * width; x < width; x++, p++)
            {
                float dl = lab[p * 3] - fitted[0][x], da = lab[(p * 3) + 1] - fitted[1][x], db = lab[(p * 3) + 2] - fitted[2][x];
                var colour = (da * da) + (db * db);
                lightness[p] = dl;
                chroma[p] = MathF.Sqrt(colour);
                distance[p] = MathF.Sqrt((dl * dl) + colour);
                tint[p] = TintOf(lab.AsSpan(p * 3, 3), fitted[0][x], fitted[1][x], fitted[2][x]);
            }
        }
        return new(distance, lightness, chroma, tint, sigma);
    }

    // L + 16, a and b are cube roots of light, times a constant: a share of the light scales them by its own cube root.
    private static float TintOf(ReadOnlySpan<float> pixel, float l, float a, float b)
    {
        var share = (pixel[0] + 16) / MathF.Max(1, l + 16);
        var (da, db) = (pixel[1] - (share * a), pixel[2] - (share * b));
        return MathF.Sqrt((da * da) + (db * db));
    }
}
