using System.Numerics;
using System.Runtime.InteropServices;

namespace Aigc.ImageService.Vision;

/// <summary>
/// Cuts foreground from background by colour models and edges, starting from a trimap: GrabCut (Rother, Kolmogorov, Blake 2004). What the
/// trimap is sure of is no node of the graph: it only pulls at the pixels beside it, which gives the same cut of a far smaller graph.
/// </summary>
internal sealed class GraphCut
{
    private const float Smoothness = 50;
    private const float MostOfColour = 6;
    private const float Weight = 6;
    private const int Directions = 4;
    private const int Rounds = 2;
    private readonly float[] _colours;
    // Of each pixel, how much it wants to be cut from the one right, below, below to the right and below to the left.
    private readonly float[][] _weights;
    private readonly int[] _offsets;
    private readonly GridMaxFlow _flow;

    public GraphCut(ReadOnlySpan<byte> rgb, int width, int height)
    {
        _colours = new float[rgb.Length];
        for (var i = 0; i < rgb.Length; i++) _colours[i] = rgb[i];
        _offsets = [1, width, width + 1, width - 1];
        _weights = [.. Enumerable.Range(0, Directions).Select(direction => SquaredDifferences(width, height, direction))];
        var contrast = Contrast(width, height);
        for (var direction = 0; direction < Directions; direction++) ToWeights(_weights[direction], contrast, direction < 2 ? Smoothness : Smoothness / MathF.Sqrt(2));
        _flow = new(width, height);
    }

    /// <param name="trimap">Labels of the pixels.</param>
    /// <param name="likely">How likely each pixel is foreground, 0 to 1, where something else than its colour tells; null where nothing does.</param>
    /// <returns>Whether each pixel is foreground.</returns>
    public bool[] Run(byte[] trimap, float[]? likely = null)
    {
        var (labels, costs) = ((byte[])trimap.Clone(), new float[trimap.Length]);
        var (background, foreground) = (new GaussianMixture(), new GaussianMixture());
        _flow.Clear();
        for (var direction = 0; direction < Directions; direction++) SetEdges(labels, direction);
        for (var round = 0; round < Rounds; round++)
        {
            background.Fit(_colours, labels, foreground: false);
            foreground.Fit(_colours, labels, foreground: true);
            for (var p = 0; p < labels.Length; p++)
            {
                if (!IsOpen(labels[p])) continue;
                // The flow of the round before stays: only what the costs have changed by is left to push.
                var cost = CostOf(p, background, foreground, likely);
                _flow.Pull(p, cost - costs[p]);
                costs[p] = cost;
            }
            _flow.Run();
            for (var p = 0; p < labels.Length; p++) if (IsOpen(labels[p])) labels[p] = _flow.IsSource(p) ? Label.MaybeForeground : Label.MaybeBackground;
        }
        return Array.ConvertAll(labels, IsForeground);
    }

    private static bool IsOpen(byte label) => label >= Label.MaybeBackground;

    private static bool IsForeground(byte label) => (label & 1) == 1;

    // All costs are natural logarithms of a likelihood, and add up. Colour alone is sure of too much.
    private float CostOf(int p, GaussianMixture background, GaussianMixture foreground, float[]? likely)
    {
        var colour = background.Cost(_colours, p) - foreground.Cost(_colours, p);
        return likely is null ? colour : Math.Clamp(colour, -MostOfColour, MostOfColour) + (Weight * MathF.Log((likely[p] + 0.003f) / (1.003f - likely[p])));
    }

    private void SetEdges(byte[] labels, int direction)
    {
        var (weights, offset) = (_weights[direction], _offsets[direction]);
        for (var p = 0; p < labels.Length - offset; p++)
        {
            var (a, b) = (labels[p], labels[p + offset]);
            if (weights[p] == 0 || !(IsOpen(a) || IsOpen(b))) continue;
            if (!IsOpen(b)) _flow.Pull(p, IsForeground(b) ? weights[p] : -weights[p]);
            else if (!IsOpen(a)) _flow.Pull(p + offset, IsForeground(a) ? weights[p] : -weights[p]);
            else _flow.SetEdge(p, direction, weights[p]);
        }
    }

    private float[] SquaredDifferences(int width, int height, int direction)
    {
        var (squares, offset) = (new float[width * height], _offsets[direction] * 3);
        Array.Fill(squares, float.PositiveInfinity);
        for (var y = 0; y < (direction == 0 ? height : height - 1); y++)
            for (var x = direction == 3 ? 1 : 0; x < (direction is 0 or 2 ? width - 1 : width); x++)
            {
                var i = ((y * width) + x) * 3;
                float r = _colours[i] - _colours[i + offset], g = _colours[i + 1] - _colours[i + 1 + offset], b = _colours[i + 2] - _colours[i + 2 + offset];
                squares[(y * width) + x] = (r * r) + (g * g) + (b * b);
            }
        return squares;
    }

    // Mean difference between neighbours side by side: what is more than usual is an edge.
    private float Contrast(int width, int height)
    {
        var sum = 0.0;
        foreach (var direction in (ReadOnlySpan<int>)[0, 1])
            foreach (var square in _weights[direction]) if (float.IsFinite(square)) sum += square;
        return (float)(1 / ((2 * sum / Math.Max(1, ((width - 1) * height) + (width * (height - 1)))) + 1e-9));
    }

    // Where there is no neighbour the difference is infinite, and the weight 0.
    private static void ToWeights(float[] squares, float contrast, float most)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(squares.AsSpan());
        for (var i = 0; i < wide.Length; i++) wide[i] = Vector.Exp(wide[i] * -contrast) * most;
        for (var i = wide.Length * Vector<float>.Count; i < squares.Length; i++) squares[i] = MathF.Exp(squares[i] * -contrast) * most;
    }
}
