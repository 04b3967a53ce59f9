using System.Security.Cryptography;
using Aigc.ImageService.Models;

namespace Aigc.ImageService.Tests.Models;

public sealed class ModelLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_ships_is_what_its_manifests_say_and_tells_where_it_comes_from()
    {
        using var library = new ModelLibrary([Path.Combine(AppContext.BaseDirectory, "models")]);

        Assert.Equal(["upscale-x2", "upscale-x4"], library.All.Select(model => model.Manifest.Name));
        Assert.All(library.All, model => Assert.True(model.Manifest is { Licence: "MIT", Origin: var origin } && origin.ContainsKey("script") && origin.ContainsKey("data") && origin.ContainsKey("photos")));
    }

    [Fact]
    public void The_operators_model_comes_before_the_one_that_ships()
    {
        Install("mine", "upscale");
        using var library = new ModelLibrary([Path.Combine(AppContext.BaseDirectory, "models"), _folder]);

        Assert.Equal("mine", library.Find("upscale")!.Manifest.Name);
        Assert.Equal("upscale-x2", library.Find("upscale", "upscale-x2")!.Manifest.Name);
        Assert.Null(library.Find("inpaint"));
    }

    [Fact]
    public void A_model_that_is_disposed_during_a_run_is_freed_after_it_and_refuses_the_next()
    {
        using var library = new ModelLibrary([Path.Combine(AppContext.BaseDirectory, "models")]);
        var model = library.Find("upscale", "upscale-x2")!;

        var names = model.Run(session =>
        {
            model.Dispose();
            return session.InputNames.ToArray();
        });

        Assert.Equal(["image"], names);
        Assert.Throws<ObjectDisposedException>(() => model.Run(session => session.InputNames.Count));
    }

    [Theory]
    [InlineData("changed", "is not the file")]
    [InlineData("missing", "is missing")]
    [InlineData("outside", "leads out")]
    [InlineData("broken", "manifest.json")]
    [InlineData("strange", "is not in the manifest")]
    [InlineData("empty", "names the model")]
    public void A_model_that_is_not_what_its_manifest_says_is_refused(string what, string why)
    {
        var folder = Install("bad", "upscale");
        var manifest = Path.Combine(folder, "manifest.json");
        switch (what)
        {
            case "strange": File.WriteAllText(Path.Combine(folder, "other.onnx"), "weights"); break;
            case "changed": File.AppendAllText(Path.Combine(folder, "model.onnx"), "more"); break;
            case "missing": File.Delete(Path.Combine(folder, "model.onnx")); break;
            case "outside": File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("model.onnx", "../secret", StringComparison.Ordinal)); break;
            case "broken": File.WriteAllText(manifest, "{"); break;
            default: File.WriteAllText(manifest, """{"name":"bad","task":"upscale","files":[]}"""); break;
        }

        var failure = Assert.Throws<InvalidDataException>(() => new ModelLibrary([_folder]));

        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    private string Install(string name, string task)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "model.onnx"), "weights");
        var hash = Convert.ToHexStringLower(SHA256.HashData("weights"u8));
        File.WriteAllText(Path.Combine(folder, "manifest.json"), $$"""{"name":"{{name}}","task":"{{task}}","version":"1","licence":"MIT","files":[{"path":"model.onnx","sha256":"{{hash}}"}]}""");
        return folder;
    }
}
