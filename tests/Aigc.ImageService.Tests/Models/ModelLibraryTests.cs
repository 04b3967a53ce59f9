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

        Assert.Equal(["cutout", "upscale-x2", "upscale-x4"], library.All.Select(model => model.Manifest.Name));
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
    public void The_hash_of_a_model_is_that_of_its_file_and_of_several_that_of_their_list()
    {
        var (one, two) = (new ModelFile("unet/model.onnx", new('a', 64)), new ModelFile("model_index.json", new('b', 64)));

        // printf '%s  model_index.json\n%s  unet/model.onnx\n' bb...b aa...a | sha256sum
        var list = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"{two.Sha256}  model_index.json\n{one.Sha256}  unet/model.onnx\n")));
        Assert.Equal(one.Sha256, Of(one));
        Assert.Equal((list, list), (Of(one, two), Of(two, one)));
        Assert.NotEqual(list, Of(one with { Sha256 = new('c', 64) }, two));

        static string Of(params ModelFile[] files) => new ModelManifest("m", "inpaint", "1", "MIT", files).ToReference().Sha256;
    }

    [Fact]
    public void What_is_disposed_during_a_run_is_freed_after_it_and_refuses_the_next()
    {
        var native = new Native();
        var shared = new SharedUse<Native>(() => native);

        var freedInside = shared.Run(each =>
        {
            shared.Dispose();
            return each.IsFreed;
        });

        Assert.Equal((false, true), (freedInside, native.IsFreed));
        Assert.Throws<ObjectDisposedException>(() => shared.Run(each => each.IsFreed));
    }

    [Theory]
    [InlineData("upscale", 3)]
    [InlineData("cutout", 5)]
    public void A_picture_comes_out_bit_for_bit_the_same_alone_and_at_any_place_of_a_batch(string task, int channels)
    {
        using var library = new ModelLibrary([Path.Combine(AppContext.BaseDirectory, "models")]);
        var (model, random) = (library.Find(task)!, new Random(4));
        var items = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, channels * 64 * 96).Select(_ => random.NextSingle()).ToArray()).ToList();

        var together = model.Run(new(items.SelectMany(item => item).ToArray(), [3, channels, 64, 96]), CancellationToken.None).ToArray();

        Assert.Equal(together, items.SelectMany(item => model.Run(new(item, [1, channels, 64, 96]), CancellationToken.None).ToArray()));
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

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 8)]
    [InlineData(17, 8)]
    [InlineData(2, -1)]
    [InlineData(2, 161)]
    public void A_model_for_enlarging_that_does_not_say_by_how_much_is_refused(int factor, int halo)
    {
        Install("mine", "upscale", factor, halo);

        Assert.Contains("has a factor of 2 to 16", Assert.Throws<InvalidDataException>(() => new ModelLibrary([_folder])).Message, StringComparison.Ordinal);
    }

    private string Install(string name, string task, int factor = 2, int halo = 8)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "model.onnx"), "weights");
        var hash = Convert.ToHexStringLower(SHA256.HashData("weights"u8));
        File.WriteAllText(Path.Combine(folder, "manifest.json"), $$"""{"name":"{{name}}","task":"{{task}}","version":"1","licence":"MIT","factor":{{factor}},"halo":{{halo}},"files":[{"path":"model.onnx","sha256":"{{hash}}"}]}""");
        return folder;
    }

    private sealed class Native : IDisposable
    {
        public bool IsFreed { get; private set; }

        public void Dispose() => IsFreed = true;
    }
}
