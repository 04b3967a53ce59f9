using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Microsoft.ML.OnnxRuntime;

namespace Aigc.ImageService.Tests.Diffusion;

public sealed class ModelFolderTests
{
    [Fact]
    public void A_folder_that_is_not_there_is_a_model_that_is_not_installed() =>
        Assert.Equal(("model-not-installed", 409), Told(() => DiffusionPipeline.Load("/nowhere/at/all", new SessionFactory())));

    [Theory]
    [InlineData("model_index.json")]
    [InlineData("unet/model.onnx")]
    [InlineData("vae_decoder/model.onnx")]
    [InlineData("text_encoder/model.onnx")]
    [InlineData("scheduler/scheduler_config.json")]
    [InlineData("tokenizer/vocab.json")]
    public void A_missing_file_is_named(string file)
    {
        using var tiny = new TinyPipeline(new());
        File.Delete(tiny.PathOf(file));

        var problem = Assert.Throws<ImageProblemException>(() => tiny.Load());

        Assert.Equal(("model-invalid", 409), (problem.Code, problem.Status));
        Assert.Contains(Path.GetFileName(file), problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unet/model.onnx")]
    [InlineData("model_index.json")]
    [InlineData("tokenizer/vocab.json")]
    public void A_truncated_file_is_told(string file)
    {
        using var tiny = new TinyPipeline(new());
        var whole = File.ReadAllBytes(tiny.PathOf(file));
        File.WriteAllBytes(tiny.PathOf(file), whole[..(whole.Length / 2)]);

        Assert.Equal(("model-invalid", 409), Told(() => tiny.Load()));
    }

    [Theory]
    [InlineData("_class_name", "HeunDiscreteScheduler")]
    [InlineData("prediction_type", "flow_prediction")]
    [InlineData("timestep_spacing", "logsnr")]
    public void A_scheduler_that_is_not_computed_is_refused_and_not_replaced(string key, string value)
    {
        using var tiny = new TinyPipeline(new());
        File.WriteAllText(tiny.PathOf("scheduler/scheduler_config.json"), $$"""{"_class_name":"DDIMScheduler","{{key}}":"{{value}}"}""");

        Assert.Equal(("model-invalid", 409), Told(() => tiny.Load()));
    }

    [Fact]
    public void A_network_of_another_kind_is_a_mismatch()
    {
        using var tiny = new TinyPipeline(new() { Channels = 8 });

        Assert.Equal(("model-mismatch", 409), Told(() => tiny.Load()));
    }

    [Fact]
    public void Cuda_is_asked_for_only_where_the_build_has_it()
    {
        if (OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider")) return;

        Assert.Equal(("provider-missing", 409), Told(() => new SessionFactory(new() { Provider = Provider.Cuda })));
        Assert.Equal("cpu", new SessionFactory().Provider);
    }

    private static (string Code, int Status) Told(Action act) => DiffusionPipelineTests.Problem(act);
}
