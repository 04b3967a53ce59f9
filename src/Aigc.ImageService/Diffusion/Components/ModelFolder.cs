using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Diffusion.Components;

/// <summary>A pipeline on disk in the layout of diffusers: <c>model_index.json</c> and a folder for each component.</summary>
internal sealed class ModelFolder
{
    private readonly string _path;

    private ModelFolder(string path, ModelConfig index) => (_path, Index) = (path, index);

    public ModelConfig Index { get; }

    /// <summary>Pixels of the picture per latent, on each axis: one halving less than the VAE has blocks.</summary>
    public int VaeFactor => 1 << (Math.Max(1, VaeConfig.Numbers("block_out_channels", [128, 256, 512, 512]).Length) - 1);

    /// <summary>Latents are multiplied by it after encoding. The default is that of the class AutoencoderKL, whose files leave it out when it holds.</summary>
    public double ScalingFactor => VaeConfig.Number("scaling_factor", 0.18215);

    public ModelConfig VaeConfig => File.Exists(PathOf("vae_decoder", "config.json")) ? Config("vae_decoder") : Config("vae");

    /// <exception cref="ImageProblemException"><c>model-not-installed</c> 409 without such a folder, <c>model-invalid</c> 409 when something it names is missing.</exception>
    public static ModelFolder Open(string path)
    {
        if (!Directory.Exists(path)) throw new ImageProblemException("model-not-installed", $"There is no model at {path}.", 409);
        var index = Path.Combine(path, "model_index.json");
        if (!File.Exists(index)) throw ModelConfig.Invalid($"{path} is no pipeline: model_index.json is missing.");
        var folder = new ModelFolder(path, ModelConfig.Read(index));
        foreach (var component in folder.Index.Keys.Where(folder.IsNetwork))
            if (!File.Exists(folder.PathOf(component, "model.onnx"))) throw ModelConfig.Invalid($"model_index.json names {component}, and {component}/model.onnx is missing.");
        return folder;
    }

    public ModelConfig Config(string component) => ModelConfig.ReadOrEmpty(PathOf(component, "config.json"));

    public string PathOf(params string[] parts) => Path.Combine([_path, .. parts]);

    public bool Has(string component) => File.Exists(PathOf(component, "model.onnx"));

    /// <exception cref="ImageProblemException"><c>model-invalid</c> 409.</exception>
    public OnnxComponent Load(string component, SessionFactory sessions) => sessions.Open(component, PathOf(component, "model.onnx"));

    public OnnxComponent? LoadIfThere(string component, SessionFactory sessions) => Has(component) ? Load(component, sessions) : null;

    private bool IsNetwork(string component) => component is "text_encoder" or "text_encoder_2" or "unet" or "vae_encoder" or "vae_decoder" or "safety_checker" && Index.Names(component);
}
