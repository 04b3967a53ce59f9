using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Vision;

/// <summary>Measures of a subject.</summary>
internal static class SubjectMeasuring
{
    public static SubjectMeasures Measure(Picture photo, bool[] mask, int width, int height, Trimap trimap)
    {
        var components = Components.Of(mask, width, height).All;
        if (components.Count == 0) return new(0, 0, false, BorderExplained(trimap, width, height), 0, 0, new(0, 0, 0, 0));
        var largest = components.Max(component => component.Area);
        var main = components.Where(component => component.Area >= largest * 0.04).ToList();
        var explained = BorderExplained(trimap, width, height);
        var box = Scaled(main, photo, width, height);
        var area = main.Sum(component => component.Area) / (double)mask.Length;
        return new(area, main.Count, main.Exists(component => component.Touches(width, height)), explained, Confidence(trimap, mask, explained), Sharpness(photo, box), box);
    }

    /// <summary>Of the side of the photo that cuts the most off: the share of the subject's extent along it.</summary>
    public static double CutOff(bool[] mask, int width, int height)
    {
        var set = Enumerable.Range(0, mask.Length).Where(p => mask[p]).ToList();
        if (set.Count == 0) return 0;
        var across = set.Max(p => p % width) - set.Min(p => p % width) + 1.0;
        var down = ((set[^1] / width) - (set[0] / width)) + 1.0;
        int left = 0, right = 0, top = 0, bottom = 0;
        foreach (var p in set)
        {
            if (p % width == 0) left++;
            if (p % width == width - 1) right++;
            if (p < width) top++;
            if (p >= width * (height - 1)) bottom++;
        }
        return Math.Max(Math.Max(left, right) / down, Math.Max(top, bottom) / across);
    }

    // The share of the border ring that was reached as ground: how well a smooth ground explains the photo.
    private static double BorderExplained(Trimap trimap, int width, int height) =>
        BorderRing.Of(width, height, Trimap.JudgedRing).Average(p => trimap.Labels[p] == Label.Background ? 1.0 : 0.0);

    /// <summary>Border explained, times how clearly the cut agrees with the distance from the ground.</summary>
    private static double Confidence(Trimap trimap, bool[] mask, double explained)
    {
        var (clear, all) = (0, 0);
        for (var p = 0; p < mask.Length; p++)
        {
            if (trimap.Labels[p] == Label.Background && !mask[p]) continue;
            all++;
            // A shadow beside the subject is explained, however far from the ground's colour it is.
            if (mask[p] == trimap.Ground.IsClearOf(p) || (!mask[p] && trimap.TakesAllColoursAlike(p))) clear++;
        }
        return all == 0 ? 0 : Math.Clamp(explained * (0.4 + (0.6 * clear / all)), 0, 1);
    }

    private static PixelBox Scaled(List<Component> main, Picture photo, int width, int height)
    {
        var (sx, sy) = (photo.Width / (double)width, photo.Height / (double)height);
        return new(
            (int)(main.Min(component => component.Box.Left) * sx), (int)(main.Min(component => component.Box.Top) * sy),
            (int)Math.Ceiling(main.Max(component => component.Box.Right) * sx), (int)Math.Ceiling(main.Max(component => component.Box.Bottom) * sy));
    }

    public static double Sharpness(Picture photo, PixelBox box)
    {
        var (sum, squares, count) = (0.0, 0.0, 0);
        for (var y = Math.Max(1, box.Top); y < Math.Min(photo.Height - 1, box.Bottom); y++)
            for (var x = Math.Max(1, box.Left); x < Math.Min(photo.Width - 1, box.Right); x++)
            {
                var laplacian = (4 * Grey(photo, x, y)) - Grey(photo, x - 1, y) - Grey(photo, x + 1, y) - Grey(photo, x, y - 1) - Grey(photo, x, y + 1);
                sum += laplacian;
                squares += laplacian * laplacian;
                count++;
            }
        return count == 0 ? 0 : (squares / count) - (sum / count * (sum / count));
    }

    private static double Grey(Picture photo, int x, int y)
    {
        var i = ((y * photo.Width) + x) * 3;
        return (0.299 * photo.Rgb[i]) + (0.587 * photo.Rgb[i + 1]) + (0.114 * photo.Rgb[i + 2]);
    }
}
