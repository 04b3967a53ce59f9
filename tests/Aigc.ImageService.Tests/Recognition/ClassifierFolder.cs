using Aigc.ImageService.Tests.Diffusion.Tiny;
using Aigc.ImageService.Tests.Models;

namespace Aigc.ImageService.Tests.Recognition;

/// <summary>A model in the layout of transformers whose logits are ten times the means of red, green and blue as it gets them.</summary>
internal sealed class ClassifierFolder : IDisposable
{
    public const string ThreeLabels = """{"id2label":{"0":"red thing","1":"green thing","2":"blue thing"}}""";
    public const string Plain = """{"image_mean":[0,0,0],"image_std":[1,1,1],"size":{"height":32,"width":32}}""";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("classifier-");

    public ClassifierFolder(string config = ThreeLabels, string? preprocessing = Plain, object? side = null)
    {
        var graph = new OnnxGraph(0);
        graph.Input("pixel_values", 1, "batch", 3, side ?? "height", side ?? "width");
        graph.Output("logits", 1, "batch", 3);
        var means = graph.Node("Flatten", [graph.Node("GlobalAveragePool", ["pixel_values"])]);
        graph.Named("logits", "Mul", [means, graph.Constant([10f])]);
        graph.Save(File);
        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "config.json"), config);
        if (preprocessing is not null) System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "preprocessor_config.json"), preprocessing);
    }

    public string File => Path.Combine(_folder.FullName, "model.onnx");

    public void InstallIn(InstalledFolder models) => models.Install("tiny-classifier", "classify", _folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);
}
