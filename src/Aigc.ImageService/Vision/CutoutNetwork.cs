using Aigc.ImageService.Models;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Aigc.ImageService.Vision;

/// <summary>Guesses for each pixel whether it is product, by a network that was trained on drawn studio photos.</summary>
/// <param name="cancellationToken">Ends a run, and lets none begin.</param>
internal sealed class CutoutNetwork(InstalledModel model, CancellationToken cancellationToken = default)
{
    /// <summary>Task of the manifest.</summary>
    public const string Task = "cutout";

    /// <summary>The installed one; null where there is none.</summary>
    public static CutoutNetwork? In(ModelLibrary library) => library.Find(Task) is { } model ? new(model) : null;

    // Halved five times inside: what is no multiple is filled up with the pixels of the edge.
    private const int Multiple = 32;

    public ModelManifest Manifest => model.Manifest;

    /// <summary>The same network for one request: its runs end with it.</summary>
    public CutoutNetwork Until(CancellationToken cancellationToken) => new(model, cancellationToken);

    /// <param name="features">What <see cref="CutoutFeatures"/> makes, width × height × 5.</param>
    /// <returns>Width × height, 0 to 1.</returns>
    /// <exception cref="OperationCanceledException">Inside the run as well.</exception>
    public float[] Run(byte[] features, int width, int height)
    {
        var input = ToTensor(features, width, height);
        var output = model.Run(input, cancellationToken);
        var (guess, stride) = (new float[width * height], output.Dimensions[3]);
        for (var y = 0; y < height; y++) output.Buffer.Span.Slice(y * stride, width).CopyTo(guess.AsSpan(y * width));
        return guess;
    }

    private static DenseTensor<float> ToTensor(byte[] features, int width, int height)
    {
        var (w, h) = (Padded(width), Padded(height));
        var tensor = new DenseTensor<float>([1, CutoutFeatures.Channels, h, w]);
        var values = tensor.Buffer.Span;
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var from = ((Math.Min(y, height - 1) * width) + Math.Min(x, width - 1)) * CutoutFeatures.Channels;
                for (var c = 0; c < CutoutFeatures.Channels; c++) values[(c * w * h) + (y * w) + x] = features[from + c] / 255f;
            }
        return tensor;
    }

    private static int Padded(int side) => (side + Multiple - 1) / Multiple * Multiple;
}
