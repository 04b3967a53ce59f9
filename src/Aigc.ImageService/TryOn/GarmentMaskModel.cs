using System.Globalization;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Diffusion.Pictures;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.TryOn;

/// <summary>
/// A network that says where the garment in a picture is, on a person or by itself: [1, 3, H, W] in, [1, 1, H, W] out. The file's own metadata tell <c>mean</c> and
/// <c>std</c> (three numbers each, ImageNet's by default) and whether the output are <c>logits</c> or <c>probabilities</c> (<c>output</c>; the default).
/// </summary>
internal sealed class GarmentMaskModel : IDisposable
{
    private const int DefaultSide = 512;
    private readonly OnnxComponent _model;
    private readonly string _input;
    private readonly double[] _mean;
    private readonly double[] _spread;

    private GarmentMaskModel(OnnxComponent model)
    {
        _model = model;
        _input = model.Inputs.Count == 1 ? model.Inputs[0] : throw model.Mismatch("has more inputs than the picture");
        (_mean, _spread) = (Numbers("mean", [0.485, 0.456, 0.406]), Numbers("std", [0.229, 0.224, 0.225]));
    }

    /// <exception cref="ImageProblemException"><c>model-not-installed</c>, <c>model-invalid</c>, <c>model-mismatch</c>: all 409.</exception>
    public static GarmentMaskModel Load(string file, SessionFactory sessions) => File.Exists(file) ? new(sessions.Open("garment-mask", file))
        : throw new ImageProblemException("model-not-installed", $"There is no garment-mask model at {file}.", 409);

    /// <returns>Width × height of the picture, 0 to 1.</returns>
    public float[] Mask(Picture picture, CancellationToken cancellationToken)
    {
        var (height, width) = (_model.Size(_input, 2) ?? DefaultSide, _model.Size(_input, 3) ?? DefaultSide);
        var planes = PictureTensors.Normalised(picture, width, height, _mean, _spread);
        var answer = _model.Run([_model.Outputs[0]], new Dictionary<string, Tensor> { [_input] = planes }, cancellationToken)[0];
        if (answer.Shape is not [1, 1, var rows, var columns]) throw _model.Mismatch("gives no single plane");
        var isLogits = _model.Metadata.TryGetValue("output", out var kind) && kind == "logits";
        var values = Array.ConvertAll(answer.Data, value => isLogits ? 1 / (1 + MathF.Exp(-value)) : Math.Clamp(value, 0, 1));
        return Resampling.Bilinear(values, columns, rows, picture.Width, picture.Height);
    }

    public void Dispose() => _model.Dispose();

    private double[] Numbers(string key, double[] otherwise)
    {
        if (!_model.Metadata.TryGetValue(key, out var text)) return otherwise;
        double[] numbers = [.. text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw _model.Mismatch($"has a broken {key}"))];
        return numbers.Length == 3 ? numbers : throw _model.Mismatch($"has a broken {key}");
    }
}
