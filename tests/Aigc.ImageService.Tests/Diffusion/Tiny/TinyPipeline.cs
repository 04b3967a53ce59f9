using System.Text.Json;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Diffusion.Components;

namespace Aigc.ImageService.Tests.Diffusion.Tiny;

/// <summary>A pipeline on disk with random weights, in the layout of diffusers; gone when disposed.</summary>
internal sealed class TinyPipeline : IDisposable
{
    public TinyPipeline(TinyShape shape)
    {
        Folder = Directory.CreateTempSubdirectory("aigc-tiny-").FullName;
        Write("model_index.json", Index(shape));
        Write("scheduler/scheduler_config.json", Scheduler(shape));
        Write("unet/config.json", new() { ["in_channels"] = shape.Channels, ["out_channels"] = 4, ["sample_size"] = 16, ["block_out_channels"] = new[] { 8, 8 } });
        Write("vae_decoder/config.json", new() { ["scaling_factor"] = 0.2, ["block_out_channels"] = new[] { 8, 8, 8 } });
        TinyNetworks.Unet(shape).Save(PathOf("unet/model.onnx"));
        TinyNetworks.Encoder(shape).Save(PathOf("vae_encoder/model.onnx"));
        TinyNetworks.Decoder(shape).Save(PathOf("vae_decoder/model.onnx"));
        if (shape.SafetyLimit is { } limit) TinyNetworks.Checker(limit).Save(PathOf("safety_checker/model.onnx"));
        if (shape.TryOn) return;
        SaveText(shape, "text_encoder", "tokenizer", 8, null);
        if (shape.Xl) SaveText(shape, "text_encoder_2", "tokenizer_2", 16, "!");
    }

    public string Folder { get; }

    public string PathOf(string relative) => Path.Combine(Folder, relative);

    public DiffusionPipeline Load(Execution? execution = null) => DiffusionPipeline.Load(Folder, new SessionFactory(execution ?? new() { Threads = 1 }));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void SaveText(TinyShape shape, string component, string tokenizer, int width, string? pad)
    {
        TinyNetworks.Text(shape, width, shape.Seed + width).Save(PathOf($"{component}/model.onnx"));
        TinyVocabulary.Save(PathOf(tokenizer), pad);
    }

    private void Write(string file, Dictionary<string, object> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), JsonSerializer.Serialize(content));
    }

    private static Dictionary<string, object> Index(TinyShape shape)
    {
        var index = new Dictionary<string, object> { ["_class_name"] = "StableDiffusionPipeline", ["unet"] = Named("UNet2DConditionModel"), ["vae_encoder"] = Named("OnnxRuntimeModel"), ["vae_decoder"] = Named("OnnxRuntimeModel") };
        if (!shape.TryOn) index["text_encoder"] = Named("CLIPTextModel");
        if (shape.Xl) index["text_encoder_2"] = Named("CLIPTextModelWithProjection");
        index["safety_checker"] = shape.SafetyLimit is null ? new string?[] { null, null } : Named("StableDiffusionSafetyChecker");
        return index;
    }

    private static string[] Named(string type) => ["diffusers", type];

    private static Dictionary<string, object> Scheduler(TinyShape shape) => new()
    {
        ["_class_name"] = shape.Scheduler,
        ["beta_start"] = 0.00085,
        ["beta_end"] = 0.012,
        ["beta_schedule"] = "scaled_linear",
        ["prediction_type"] = shape.Prediction,
        ["steps_offset"] = 1,
        ["set_alpha_to_one"] = false,
        ["clip_sample"] = false,
    };
}
