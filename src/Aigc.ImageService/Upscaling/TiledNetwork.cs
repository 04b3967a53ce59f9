using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Aigc.ImageService.Upscaling;

/// <summary>
/// Runs an enlarging network tile by tile, so that memory does not grow with the picture. Each tile is given as many pixels around it as its
/// result depends on, so that the tiles together are bit for bit the picture that one run over the whole would give.
/// </summary>
/// <param name="tile">Side of a tile in pixels of the input.</param>
internal sealed class TiledNetwork(InstalledModel model, int tile = TiledNetwork.DefaultTile)
{
    public const int DefaultTile = 160;
    public int Factor => model.Manifest.Factor;

    /// <param name="image">Three channels.</param>
    /// <param name="seen">Whether each pixel will be seen; null: all are. What is not may stay black.</param>
    public Raster Run(Raster image, bool[]? seen, CancellationToken cancellationToken)
    {
        var enlarged = new Raster(new byte[image.Pixels.Length * Factor * Factor], image.Width * Factor, image.Height * Factor, 3);
        for (var top = 0; top < image.Height; top += tile)
            for (var left = 0; left < image.Width; left += tile)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var part = new PixelBox(left, top, Math.Min(left + tile, image.Width), Math.Min(top + tile, image.Height));
                if ((seen is null ? part : Seen(seen, image.Width, part)) is { } needed) Tile(image, enlarged, needed, cancellationToken);
            }
        return enlarged;
    }

    private static PixelBox? Seen(bool[] seen, int width, PixelBox part)
    {
        var (left, top, right, bottom) = (part.Right, part.Bottom, part.Left, part.Top);
        for (var y = part.Top; y < part.Bottom; y++)
        {
            var line = seen.AsSpan((y * width) + part.Left, part.Right - part.Left);
            if (line.IndexOf(true) is not (>= 0 and var first)) continue;
            (left, right, top, bottom) = (Math.Min(left, part.Left + first), Math.Max(right, part.Left + line.LastIndexOf(true) + 1), Math.Min(top, y), y + 1);
        }
        return left < right ? new(left, top, right, bottom) : null;
    }

    private void Tile(Raster image, Raster enlarged, PixelBox part, CancellationToken cancellationToken)
    {
        var halo = model.Manifest.Halo;
        var (x0, y0) = (Math.Max(0, part.Left - halo), Math.Max(0, part.Top - halo));
        var (x1, y1) = (Math.Min(image.Width, part.Right + halo), Math.Min(image.Height, part.Bottom + halo));
        var input = ToTensor(image, x0, y0, x1 - x0, y1 - y0);
        var output = model.Run(input, cancellationToken);
        Store(output, enlarged, part, x0, y0);
    }

    private static DenseTensor<float> ToTensor(Raster image, int left, int top, int width, int height)
    {
        var tensor = new DenseTensor<float>([1, 3, height, width]);
        var values = tensor.Buffer.Span;
        var plane = width * height;
        for (var y = 0; y < height; y++)
        {
            var line = image.Pixels.AsSpan((((top + y) * image.Width) + left) * 3, width * 3);
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++) values[(c * plane) + (y * width) + x] = line[(x * 3) + c] / 255f;
        }
        return tensor;
    }

    private void Store(DenseTensor<float> output, Raster enlarged, PixelBox part, int x0, int y0)
    {
        var (height, width) = (output.Dimensions[2], output.Dimensions[3]);
        var length = (part.Right - part.Left) * Factor;
        for (var y = part.Top * Factor; y < part.Bottom * Factor; y++)
        {
            var target = enlarged.Pixels.AsSpan(((y * enlarged.Width) + (part.Left * Factor)) * 3, length * 3);
            for (var c = 0; c < 3; c++)
            {
                var values = output.Buffer.Span.Slice((((c * height) + y - (y0 * Factor)) * width) + ((part.Left - x0) * Factor), length);
                for (var x = 0; x < values.Length; x++) target[(x * 3) + c] = (byte)Math.Clamp((values[x] * 255) + 0.5f, 0, 255);
            }
        }
    }
}
