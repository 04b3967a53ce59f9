using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Pictures;

namespace Aigc.ImageService.Diffusion.Components;

/// <summary>The checker that comes with SD: says whether a picture shows what it must not.</summary>
internal sealed class SafetyChecker(OnnxComponent model, ModelConfig preprocessor) : IDisposable
{
    private readonly int _side = model.Size("clip_input", 2) ?? SideOf(preprocessor);
    private readonly double[] _mean = preprocessor.Numbers("image_mean", [0.48145466, 0.4578275, 0.40821073]);
    private readonly double[] _spread = preprocessor.Numbers("image_std", [0.26862954, 0.26130258, 0.27577711]);

    public static SafetyChecker? LoadIfThere(ModelFolder folder, SessionFactory sessions) => folder.LoadIfThere("safety_checker", sessions) is { } model
        ? new(model, ModelConfig.ReadOrEmpty(folder.PathOf("feature_extractor", "preprocessor_config.json"))) : null;

    /// <returns>Whether the picture is to be withheld.</returns>
    public bool IsUnsafe(Picture picture, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, Tensor> { ["clip_input"] = PictureTensors.Normalised(picture, _side, _side, _mean, _spread) };
        if (model.Takes("images")) inputs["images"] = new(Array.ConvertAll(picture.Rgb, value => value / 255f), 1, picture.Height, picture.Width, 3);
        return model.Run(["has_nsfw_concepts"], inputs, cancellationToken)[0].Data.Any(flag => flag > 0.5f);
    }

    public void Dispose() => model.Dispose();

    private static int SideOf(ModelConfig preprocessor) => preprocessor.Section("crop_size")?.Whole("height", 224) ?? 224;
}
