using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Cropping;

/// <summary>
/// Takes a part of a picture that may reach beyond it. Beyond a side the ground goes on as the picture's edge has it, smoothed along the
/// edge; where the subject itself touches that side its colours are not drawn out: the ground's middle colour is used there. Transparent
/// pictures go on transparent.
/// </summary>
internal static class GroundFill
{
    /// <returns>The part, and the share of it that had to be filled in.</returns>
    public static (Raster Part, double Filled) Take(Raster picture, PixelBox window, PixelBox subject)
    {
        var (width, height) = (window.Right - window.Left, window.Bottom - window.Top);
        var part = new byte[width * height * picture.Bands];
        var edges = picture.HasAlpha ? null : new EdgeColours(picture, subject);
        long filled = 0;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (u, v) = (x + window.Left, y + window.Top);
                var to = part.AsSpan(((y * width) + x) * picture.Bands, picture.Bands);
                if (u >= 0 && v >= 0 && u < picture.Width && v < picture.Height) picture.Pixels.AsSpan(((v * picture.Width) + u) * picture.Bands, picture.Bands).CopyTo(to);
                else
                {
                    filled++;
                    edges?.At(u, v).CopyTo(to);
                }
            }
        return (new(part, width, height, picture.Bands), (double)filled / ((long)width * height));
    }

    // Four lines of colours, one a side.
    private sealed class EdgeColours
    {
        private readonly Raster _picture;
        private readonly byte[] _left, _right, _top, _bottom;

        public EdgeColours(Raster picture, PixelBox subject)
        {
            _picture = picture;
            var ground = MiddleColour(picture, subject);
            _left = Line(0, picture.Width, picture.Height, subject.Left > 1, ground);
            _right = Line(picture.Width - 1, picture.Width, picture.Height, subject.Right < picture.Width - 1, ground);
            _top = Line(0, 1, picture.Width, subject.Top > 1, ground);
            _bottom = Line((picture.Height - 1) * picture.Width, 1, picture.Width, subject.Bottom < picture.Height - 1, ground);
        }

        public ReadOnlySpan<byte> At(int x, int y)
        {
            var (line, at) = x < 0 ? (_left, y) : x >= _picture.Width ? (_right, y) : y < 0 ? (_top, x) : (_bottom, x);
            return line.AsSpan(Math.Clamp(at, 0, (line.Length / 3) - 1) * 3, 3);
        }

        // Box mean along the edge: the grain of one row of pixels would be drawn out into stripes.
        private byte[] Line(int start, int stride, int length, bool free, byte[] ground)
        {
            var line = new byte[length * 3];
            if (!free)
            {
                for (var i = 0; i < length; i++) ground.CopyTo(line, i * 3);
                return line;
            }
            var radius = Math.Max(2, length / 40);
            for (var c = 0; c < 3; c++)
            {
                var sums = new long[length + 1];
                for (var i = 0; i < length; i++) sums[i + 1] = sums[i] + _picture.Pixels[((start + (i * stride)) * 3) + c];
                for (var i = 0; i < length; i++)
                {
                    var (from, to) = (Math.Max(0, i - radius), Math.Min(length, i + radius + 1));
                    line[(i * 3) + c] = (byte)((sums[to] - sums[from] + ((to - from) / 2)) / (to - from));
                }
            }
            return line;
        }

        private static byte[] MiddleColour(Raster picture, PixelBox subject)
        {
            var counts = new int[3, 256];
            var all = 0;
            for (var y = 0; y < picture.Height; y++)
                for (var x = 0; x < picture.Width; x++)
                {
                    var isRim = x == 0 || y == 0 || x == picture.Width - 1 || y == picture.Height - 1;
                    if (!isRim || (x >= subject.Left && x < subject.Right && y >= subject.Top && y < subject.Bottom)) continue;
                    all++;
                    for (var c = 0; c < 3; c++) counts[c, picture.Pixels[(((y * picture.Width) + x) * 3) + c]]++;
                }
            return [.. Enumerable.Range(0, 3).Select(c => all == 0 ? (byte)255 : Median(counts, c, all))];
        }

        private static byte Median(int[,] counts, int band, int all)
        {
            var (sum, value) = (0, 0);
            while ((sum += counts[band, value]) * 2 < all) value++;
            return (byte)value;
        }
    }
}
