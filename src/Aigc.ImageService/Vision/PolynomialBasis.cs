namespace Aigc.ImageService.Vision;

/// <summary>The monomials x^i y^j with i + j up to a degree, over coordinates scaled to -1 to 1.</summary>
internal sealed class PolynomialBasis(int width, int height, int degree)
{
    public int Terms { get; } = (degree + 1) * (degree + 2) / 2;

    public static double Value(double[] coefficients, double[] row)
    {
        var sum = 0.0;
        for (var k = 0; k < coefficients.Length; k++) sum += coefficients[k] * row[k];
        return sum;
    }

    public double[] At(int pixel)
    {
        var row = new double[Terms];
        var (x, y) = (Scaled(pixel % width, width), Scaled(pixel / width, height));
        var (k, xi) = (0, 1.0);
        for (var i = 0; i <= degree; i++, xi *= x)
        {
            var yj = 1.0;
            for (var j = 0; i + j <= degree; j++, yj *= y) row[k++] = xi * yj;
        }
        return row;
    }

    /// <summary>The values along a line: on it the surface is a polynomial in x alone.</summary>
    public void FillLine(double[] coefficients, int line, Span<float> values)
    {
        var (y, k) = (Scaled(line, height), 0);
        Span<double> powers = stackalloc double[degree + 1];
        for (var i = 0; i <= degree; i++)
        {
            var yj = 1.0;
            powers[i] = 0;
            for (var j = 0; i + j <= degree; j++, yj *= y) powers[i] += coefficients[k++] * yj;
        }
        for (var x = 0; x < values.Length; x++)
        {
            var (at, sum) = (Scaled(x, width), 0.0);
            for (var i = degree; i >= 0; i--) sum = (sum * at) + powers[i];
            values[x] = (float)sum;
        }
    }

    private static double Scaled(int i, int length) => (2.0 * i / length) - 1;
}

/// <summary>Gauss-Jordan elimination with partial pivoting on an augmented matrix.</summary>
internal static class LinearSystem
{
    public static double[] Solve(double[,] system, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var pivot = i;
            for (var r = i + 1; r < n; r++) if (Math.Abs(system[r, i]) > Math.Abs(system[pivot, i])) pivot = r;
            for (var c = 0; c <= n; c++) (system[i, c], system[pivot, c]) = (system[pivot, c], system[i, c]);
            for (var r = 0; r < n; r++) if (r != i) Eliminate(system, n, i, r);
        }
        var solution = new double[n];
        for (var i = 0; i < n; i++) solution[i] = system[i, n] / system[i, i];
        return solution;
    }

    private static void Eliminate(double[,] system, int n, int pivot, int row)
    {
        var factor = system[row, pivot] / system[pivot, pivot];
        for (var c = pivot; c <= n; c++) system[row, c] -= factor * system[pivot, c];
    }
}
