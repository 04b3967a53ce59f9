using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Fidelity;

/// <summary>A grid of cells over the product's box; every cell is the mean of the area that it covers, in the photo and in the picture made of it.</summary>
internal sealed class FidelityGrid
{
    // How many places along each side of a cell are looked at: fractions of pixels are reached by interpolation.
    private const int MostSamples = 4;
    private readonly PixelBox _box;
    private readonly bool[] _solid;
    private readonly double _cell;

    private FidelityGrid(PixelBox box, bool[] solid, double cell)
    {
        (_box, _solid, _cell) = (box, solid, cell);
        Width = Math.Max(1, (int)((box.Right - box.Left) / cell));
        Height = Math.Max(1, (int)((box.Bottom - box.Top) / cell));
    }

    public int Width { get; }

    public int Height { get; }

    /// <param name="scale">Of the placement: a picture smaller than its photo can be compared on its own pixels only.</param>
    /// <returns>Null where nothing is solid.</returns>
    public static FidelityGrid? Of(Picture photo, float[] alpha, float solid, int side, double scale)
    {
        var mask = Morphology.Erode([.. alpha.Select(value => value >= solid)], photo.Width, photo.Height, Math.Max(1, (int)Math.Ceiling(1.5 / scale)));
        var (left, top, right, bottom) = (photo.Width, photo.Height, 0, 0);
        for (var p = 0; p < mask.Length; p++)
        {
            if (!mask[p]) continue;
            var (x, y) = (p % photo.Width, p / photo.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        if (right <= left) return null;
        // A cell covers at least one pixel of each picture.
        var cell = Math.Max(Math.Max(1, 1 / scale), (double)Math.Max(right - left, bottom - top) / side);
        return new(new(left, top, right, bottom), mask, cell);
    }

    /// <returns>Lab, three floats a cell; and which cells are product throughout.</returns>
    public (float[] Lab, bool[] Mask) Source(Picture photo)
    {
        var (rgb, _) = Sampled(photo, new(1, 0, 0));
        var mask = new bool[Width * Height];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++) mask[(y * Width) + x] = IsSolid(photo.Width, x, y);
        return (Lab.FromRgb(rgb), mask);
    }

    /// <returns>Lab, three floats a cell; and which cells lie within the picture.</returns>
    public (float[] Lab, bool[] Inside) Final(Picture made, Placement placement)
    {
        var (rgb, inside) = Sampled(made, placement);
        return (Lab.FromRgb(rgb), inside);
    }

    /// <summary>Takes out of the mask what a box of the picture covers.</summary>
    public void LeaveOut(bool[] mask, PixelBox box, Placement placement)
    {
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var (left, top) = (_box.Left + (x * _cell), _box.Top + (y * _cell));
                var (right, bottom) = (((left + _cell) * placement.Scale) + placement.Left, ((top + _cell) * placement.Scale) + placement.Top);
                var (from, down) = ((left * placement.Scale) + placement.Left, (top * placement.Scale) + placement.Top);
                if (from < box.Right && right > box.Left && down < box.Bottom && bottom > box.Top) mask[(y * Width) + x] = false;
            }
    }

    private bool IsSolid(int stride, int x, int y)
    {
        for (var v = (int)(_box.Top + (y * _cell)); v < Math.Min(_box.Bottom, _box.Top + ((y + 1) * _cell)); v++)
            for (var u = (int)(_box.Left + (x * _cell)); u < Math.Min(_box.Right, _box.Left + ((x + 1) * _cell)); u++)
                if (!_solid[(v * stride) + u]) return false;
        return true;
    }

    private (byte[] Rgb, bool[] Inside) Sampled(Picture picture, Placement placement)
    {
        var (rgb, inside) = (new byte[Width * Height * 3], new bool[Width * Height]);
        var samples = Math.Clamp((int)Math.Ceiling(_cell * placement.Scale), 1, MostSamples);
        Span<double> sum = stackalloc double[3];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                sum.Clear();
                var within = true;
                for (var j = 0; j < samples; j++)
                    for (var i = 0; i < samples; i++)
                    {
                        var u = ((_box.Left + ((x + ((i + 0.5) / samples)) * _cell)) * placement.Scale) + placement.Left;
                        var v = ((_box.Top + ((y + ((j + 0.5) / samples)) * _cell)) * placement.Scale) + placement.Top;
                        within &= Add(picture, u - 0.5, v - 0.5, sum);
                    }
                var p = (y * Width) + x;
                inside[p] = within;
                for (var c = 0; c < 3; c++) rgb[(p * 3) + c] = (byte)Math.Round(sum[c] / (samples * samples));
            }
        return (rgb, inside);
    }

    // Bilinear; false beyond the picture.
    private static bool Add(Picture picture, double x, double y, Span<double> sum)
    {
        if (x < -0.5 || y < -0.5 || x > picture.Width - 0.5 || y > picture.Height - 0.5) return false;
        var (x0, y0) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (tx, ty) = (x - x0, y - y0);
        var (left, right) = (Math.Clamp(x0, 0, picture.Width - 1), Math.Clamp(x0 + 1, 0, picture.Width - 1));
        var (upper, lower) = (Math.Clamp(y0, 0, picture.Height - 1) * picture.Width, Math.Clamp(y0 + 1, 0, picture.Height - 1) * picture.Width);
        for (var c = 0; c < 3; c++)
        {
            var above = (picture.Rgb[((upper + left) * 3) + c] * (1 - tx)) + (picture.Rgb[((upper + right) * 3) + c] * tx);
            var below = (picture.Rgb[((lower + left) * 3) + c] * (1 - tx)) + (picture.Rgb[((lower + right) * 3) + c] * tx);
            sum[c] += (above * (1 - ty)) + (below * ty);
        }
        return true;
    }
}
