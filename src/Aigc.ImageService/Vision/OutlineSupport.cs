using System.Numerics;

namespace Aigc.ImageService.Vision;

/// <summary>
/// What the photo says for an outline. Along a true one its colour changes; where the cut was made by guess, through a shadow or across a strap,
/// it is the same on both sides.
/// </summary>
internal sealed class OutlineSupport
{
    // Working pixels to either side: reduced to working size, an edge takes two.
    private const int Inside = 2;
    private const int Outside = 3;

    // The direction of an outline shows over some pixels.
    private const int Around = 2;

    // A walk and the gradient stay within the picture.
    private const int Margin = 3;

    private readonly bool[] _mask;
    private readonly Trimap _trimap;
    private readonly float[] _soft;

    /// <param name="mask">The cut, at the size of the trimap.</param>
    public OutlineSupport(bool[] mask, Trimap trimap)
    {
        (_mask, _trimap) = (mask, trimap);
        _soft = GuidedFilter.Mean(Array.ConvertAll(mask, set => set ? 1f : 0f), trimap.Width, trimap.Height, Around);
    }

    /// <summary>Whether a pixel of the cut lies beside one that is none.</summary>
    public bool IsOutline(int p) => _mask[p] && _trimap.Beside(p).Any(q => !_mask[q]);

    /// <returns>
    /// The Lab distance between both sides of the outline at one of its pixels, and the pixel outside that was compared with; null where the outline
    /// has no direction, or is that of the picture.
    /// </returns>
    public (float Step, int Outside)? At(int p)
    {
        var (width, height) = (_trimap.Width, _trimap.Height);
        var (x, y) = (p % width, p / width);
        if (x < Margin || y < Margin || x >= width - Margin || y >= height - Margin) return null;
        var normal = new Vector2(_soft[p - 1] - _soft[p + 1], _soft[p - width] - _soft[p + width]);
        if (normal.LengthSquared() < 1e-8f) return null;
        normal = Vector2.Normalize(normal);
        var (from, to) = (Walk(new(x, y), -normal, Inside, set: true), Walk(new(x, y), normal, Outside, set: false));
        return from < 0 || to < 0 ? null : (Vector3.Distance(_trimap.ColourAt(from), _trimap.ColourAt(to)), to);
    }

    // The last pixel of one side within so many steps; -1 where none is.
    private int Walk(Vector2 start, Vector2 way, int steps, bool set)
    {
        var last = set ? At(start) : -1;
        for (var i = 1; i <= steps; i++)
        {
            var q = At(start + (way * i));
            if (_mask[q] == set) last = q;
            else if (last >= 0) break;
        }
        return last;
    }

    private int At(Vector2 place) => ((int)MathF.Round(place.Y) * _trimap.Width) + (int)MathF.Round(place.X);
}
