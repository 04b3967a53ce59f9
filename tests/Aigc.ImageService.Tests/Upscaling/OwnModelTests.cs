using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Aigc.ImageService.Tests.Models;
using Aigc.ImageService.Tests.Pipeline;

namespace Aigc.ImageService.Tests.Upscaling;

/// <summary>An operator's enlarging network, shaped as Real-ESRGAN is exported: RGB in planes, 0 to 1, any size, four times as large.</summary>
public sealed class OwnModelTests
{
    [Fact]
    public void A_model_that_the_operator_installed_enlarges_where_its_name_is_asked_for()
    {
        using var models = new InstalledFolder();
        var weights = Directory.CreateTempSubdirectory("weights-").FullName;
        Halving().Save(Path.Combine(weights, "model.onnx"));
        models.Install("real-esrgan-x4", "upscale", weights, factor: 4, halo: 12);
        Directory.Delete(weights, recursive: true);
        var photo = new Raster([.. Enumerable.Range(0, 200 * 180 * 3).Select(i => (byte)(i * 37 % 251))], 200, 180, 3);

        var made = PipelineDriver.Made(PictureEncoder.Encode(photo, new(OutputFormat.Png)).Bytes, new("upscale", "u", 800, 720, "png") { Model = "real-esrgan-x4" }, options => options.ModelFolder = models.Path);

        Assert.Equal(("real-esrgan-x4", "super-resolution"), (made.Model!.Name, made.Engine));
        var enlarged = ImageDecoder.DecodeWhole(made.Bytes!);
        Assert.All(Enumerable.Range(0, 800 * 720).Where(p => p % 61 == 0), p =>
        {
            var from = ((p / 800 / 4 * 200) + (p % 800 / 4)) * 3;
            for (var c = 0; c < 3; c++) Assert.InRange(enlarged.Pixels[(p * 3) + c], (photo.Pixels[from + c] / 2) - 1, (photo.Pixels[from + c] / 2) + 1);
        });
    }

    // Each pixel becomes four by four of half its light: nothing else makes that.
    private static OnnxGraph Halving()
    {
        var graph = new OnnxGraph(0);
        graph.Input("input", 1, "batch_size", 3, "height", "width");
        graph.Output("output", 1, "batch_size", 3, "out_height", "out_width");
        graph.Named("output", "ConvTranspose", ["input", graph.Constant([.. Enumerable.Repeat(0.5f, 3 * 16)], 3, 1, 4, 4)], ("strides", new long[] { 4, 4 }), ("group", 3));
        return graph;
    }
}
