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
    private const int MaxSamples = 6_000;
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
            for (var channel = 0; channel < 3; channel++) surface[channel] = LeastSquares(lab, channel, chosen, rows, weights, basis.Terms);
            sigma = Reweigh(lab, chosen, rows, surface, weights);
        }
        return Measure(lab, width * height, basis, surface, (float)sigma);
    }

    private static List<int> Thin(IReadOnlyList<int> samples)
    {
        var step = (samples.Count / MaxSamples) + 1;
        var chosen = new List<int>(Math.Min(samples.Count, MaxSamples));
        for (var i = 0; i < samples.Count; i += step) chosen.Add(samples[i]);
        return chosen;
    }

    private static double[] LeastSquares(float[] lab, int channel, List<int> pixels, List<double[]> rows, double[] weights, int terms)
    {
        var system = new double[terms, terms + 1];
        for (var q = 0; q < pixels.Count; q++)
        {
            if (weights[q] == 0) continue;
            var value = lab[(pixels[q] * 3) + channel];
            for (var i = 0; i < terms; i++)
            {
                var weighted = weights[q] * rows[q][i];
                for (var j = i; j < terms; j++) system[i, j] += weighted * rows[q][j];
                system[i, terms] += weighted * value;
            }
        }
        for (var i = 0; i < terms; i++)
        {
            system[i, i] += 1e-2;
            for (var j = 0; j < i; j++) system[i, j] = system[j, i];
        }
        return LinearSystem.Solve(system, terms);
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

    private static GroundFit Measure(float[] lab, int pixels, PolynomialBasis basis, double[][] surface, float sigma)
    {
        var (distance, lightness, chroma) = (new float[pixels], new float[pixels], new float[pixels]);
        var row = new double[basis.Terms];
        for (var p = 0; p < pixels; p++)
        {
            basis.Fill(p, row);
            var dl = lab[p * 3] - PolynomialBasis.Value(surface[0], row);
            var da = lab[(p * 3) + 1] - PolynomialBasis.Value(surface[1], row);
            var db = lab[(p * 3) + 2] - PolynomialBasis.Value(surface[2], row);
            lightness[p] = (float)dl;
            chroma[p] = (float)Math.Sqrt((da * da) + (db * db));
            distance[p] = (float)Math.Sqrt((dl * dl) + (da * da) + (db * db));
        }
        return new(distance, lightness, chroma, sigma);
    }
}
