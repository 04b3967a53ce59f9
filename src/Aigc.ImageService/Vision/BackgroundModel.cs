namespace Aigc.ImageService.Vision;

/// <summary>How far each pixel is from the smooth ground that was fitted to the background.</summary>
/// <param name="Distance">Euclidean distance in Lab.</param>
/// <param name="Lightness">L of the pixel minus L of the ground: negative in shadow.</param>
/// <param name="Chroma">Distance in a and b alone.</param>
/// <param name="Sigma">Robust spread of the background pixels around the fit.</param>
internal sealed record GroundFit(float[] Distance, float[] Lightness, float[] Chroma, float Sigma)
{
    /// <summary>Distance from which on a pixel is clearly no ground.</summary>
    public float Clear => (3.8f * Sigma) + 2.6f;
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
        var chosen = Thin(samples);
        var rows = chosen.ConvertAll(basis.At);
        var weights = new double[chosen.Count];
        Array.Fill(weights, 1);
        var surface = new double[3][];
        var sigma = 1.0;
        for (var round = 0; round < Rounds; round++)
        {
            surface = LeastSquares(lab, chosen, rows, weights, basis.Terms);
            sigma = Reweigh(lab, chosen, rows, surface, weights);
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

    // The three channels share their equations, and differ in the right side alone.
    private static double[][] LeastSquares(float[] lab, List<int> pixels, List<double[]> rows, double[] weights, int terms)
    {
        var (system, right) = (new double[terms, terms], new double[3][]);
        for (var channel = 0; channel < 3; channel++) right[channel] = new double[terms];
        for (var q = 0; q < pixels.Count; q++)
        {
            if (weights[q] == 0) continue;
            var row = rows[q];
            for (var i = 0; i < terms; i++)
            {
                var weighted = weights[q] * row[i];
                for (var j = i; j < row.Length; j++) system[i, j] += weighted * row[j];
                for (var channel = 0; channel < 3; channel++) right[channel][i] += weighted * lab[(pixels[q] * 3) + channel];
            }
        }
        return [.. right.Select(values => LinearSystem.Solve(Augmented(system, values, terms), terms))];
    }

    private static double[,] Augmented(double[,] system, double[] right, int terms)
    {
        var augmented = new double[terms, terms + 1];
        for (var i = 0; i < terms; i++)
        {
            for (var j = 0; j < terms; j++) augmented[i, j] = system[Math.Min(i, j), Math.Max(i, j)];
            augmented[i, i] += 1e-2;
            augmented[i, terms] = right[i];
        }
        return augmented;
    }

    private static double Reweigh(float[] lab, List<int> pixels, List<double[]> rows, double[][] surface, double[] weights)
    {
        var residuals = new double[pixels.Count];
        for (var q = 0; q < pixels.Count; q++)
        {
            var sum = 0.0;
            for (var channel = 0; channel < 3; channel++)
            {
                var error = lab[(pixels[q] * 3) + channel] - PolynomialBasis.Value(surface[channel], rows[q]);
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
        var (distance, lightness, chroma) = (new float[width * height], new float[width * height], new float[width * height]);
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
            }
        }
        return new(distance, lightness, chroma, sigma);
    }
}
