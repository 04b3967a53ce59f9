using System.Globalization;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Diffusion.Pictures;

namespace Aigc.ImageService.Recognition;

/// <summary>
/// A network that says what a product is, in the layout of transformers: <c>config.json</c> with <c>id2label</c>, <c>preprocessor_config.json</c> with
/// <c>image_mean</c>, <c>image_std</c> and <c>size</c>, and the network, [n, 3, H, W] in, <c>logits</c> [n, labels] out.
/// </summary>
internal sealed class SubjectClassifier : IDisposable
{
    private const int DefaultSide = 224;
    private const int Told = 3;

    // Of the subject's longer side: what networks were trained on leaves some ground around.
    private const double Margin = 0.1;

    private readonly OnnxComponent _model;
    private readonly string[] _labels;
    private readonly double[] _mean;
    private readonly double[] _spread;
    private readonly (int Width, int Height) _size;

    private SubjectClassifier(OnnxComponent model, ModelConfig config, ModelConfig preprocessing)
    {
        _model = model;
        var input = model.Inputs is [var only] ? only : throw model.Mismatch("has more inputs than the picture");
        _labels = LabelsOf(config);
        (_mean, _spread) = (Three(preprocessing, "image_mean", [0.485, 0.456, 0.406]), Three(preprocessing, "image_std", [0.229, 0.224, 0.225]));
        var side = SideOf(preprocessing);
        _size = (model.Size(input, 3) ?? side, model.Size(input, 2) ?? side);
    }

    /// <param name="file">The network; the configurations lie beside it.</param>
    /// <exception cref="ImageProblemException"><c>model-invalid</c>, <c>model-mismatch</c>: both 409.</exception>
    public static SubjectClassifier Load(string file, SessionFactory sessions)
    {
        var folder = Path.GetDirectoryName(file)!;
        var (config, preprocessing) = (ModelConfig.Read(Path.Combine(folder, "config.json")), ModelConfig.ReadOrEmpty(Path.Combine(folder, "preprocessor_config.json")));
        var model = sessions.Open("classify", file);
        try
        {
            return new(model, config, preprocessing);
        }
        catch (ImageProblemException)
        {
            model.Dispose();
            throw;
        }
    }

    /// <param name="subject">Where it is in the photo.</param>
    /// <returns>The likeliest labels first, three at most; their probabilities are those of a softmax over all.</returns>
    /// <exception cref="ImageProblemException"><c>model-mismatch</c> 409, <c>model-failed</c> 500.</exception>
    public IReadOnlyList<ClassGuess> Guess(Picture photo, PixelBox subject, CancellationToken cancellationToken)
    {
        var planes = PictureTensors.Normalised(SquareAround(photo, subject), _size.Width, _size.Height, _mean, _spread);
        var logits = _model.Run([_model.Gives("logits") ? "logits" : _model.Outputs[0]], new Dictionary<string, Tensor> { [_model.Inputs[0]] = planes }, cancellationToken)[0].Data;
        if (logits.Length != _labels.Length) throw _model.Mismatch($"gives {logits.Length} values for {_labels.Length} labels");
        var most = logits.Max();
        var sum = logits.Sum(value => Math.Exp(value - most));
        return [.. logits.Select((value, i) => new ClassGuess(_labels[i], Math.Round(Math.Exp(value - most) / sum, 4))).OrderByDescending(guess => guess.Probability).Take(Told)];
    }

    public void Dispose() => _model.Dispose();

    // What reaches beyond the photo repeats its border.
    private static Picture SquareAround(Picture photo, PixelBox box)
    {
        var side = (int)Math.Ceiling(Math.Max(box.Right - box.Left, box.Bottom - box.Top) * (1 + (2 * Margin)));
        var (left, top) = (((box.Left + box.Right) - side) / 2, ((box.Top + box.Bottom) - side) / 2);
        var rgb = new byte[side * side * 3];
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var p = (Math.Clamp(top + y, 0, photo.Height - 1) * photo.Width) + Math.Clamp(left + x, 0, photo.Width - 1);
                photo.Rgb.AsSpan(p * 3, 3).CopyTo(rgb.AsSpan(((y * side) + x) * 3));
            }
        return new(rgb, side, side);
    }

    private static string[] LabelsOf(ModelConfig config)
    {
        var labels = config.Section("id2label") ?? throw ModelConfig.Invalid("config.json has no id2label.");
        string[] names = [.. Enumerable.Range(0, labels.Keys.Count()).Select(i => labels.Text(i.ToString(CultureInfo.InvariantCulture), ""))];
        return names.Length > 0 && !names.Contains("") ? names : throw ModelConfig.Invalid("config.json names its labels otherwise than from 0 on, each with a name.");
    }

    private static int SideOf(ModelConfig preprocessing) =>
        (preprocessing.Section("crop_size") ?? preprocessing.Section("size")) is { } size ? size.Whole("height", size.Whole("shortest_edge", DefaultSide)) : DefaultSide;

    private static double[] Three(ModelConfig preprocessing, string key, double[] otherwise) =>
        preprocessing.Numbers(key, otherwise) is { Length: 3 } numbers ? numbers : throw ModelConfig.Invalid($"preprocessor_config.json: {key} has three numbers.");
}
