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
    public Raster Run(Raster image, CancellationToken cancellationToken)
    {
        var enlarged = new Raster(new byte[image.Pixels.Length * Factor * Factor], image.Width * Factor, image.Height * Factor, 3);
        for (var top = 0; top < image.Height; top += tile)
            for (var left = 0; left < image.Width; left += tile)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Tile(image, enlarged, left, top, cancellationToken);
            }
        return enlarged;
    }

    private void Tile(Raster image, Raster enlarged, int left, int top, CancellationToken cancellationToken)
    {
        var halo = model.Manifest.Halo;
        var (x0, y0) = (Math.Max(0, left - halo), Math.Max(0, top - halo));
        var (x1, y1) = (Math.Min(image.Width, left + tile + halo), Math.Min(image.Height, top + tile + halo));
        var input = ToTensor(image, x0, y0, x1 - x0, y1 - y0);
        var output = model.Run(input, cancellationToken);
        Store(output, enlarged, left, top, Math.Min(left + tile, image.Width), Math.Min(top + tile, image.Height), x0, y0);
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

    private void Store(DenseTensor<float> output, Raster enlarged, int left, int top, int right, int bottom, int x0, int y0)
    {
        var values = output.Buffer.Span;
        var (height, width) = (output.Dimensions[2], output.Dimensions[3]);
        for (var y = top * Factor; y < bottom * Factor; y++)
            for (var x = left * Factor; x < right * Factor; x++)
                for (var c = 0; c < 3; c++)
                {
                    var value = values[(((c * height) + y - (y0 * Factor)) * width) + x - (x0 * Factor)];
                    enlarged.Pixels[(((y * enlarged.Width) + x) * 3) + c] = (byte)Math.Clamp((value * 255) + 0.5f, 0, 255);
                }
    }
}
