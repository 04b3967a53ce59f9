using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Core.Images;
using Aigc.Core.Storage;
using Aigc.Testing.Storage;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tests.Images;

public sealed class PictureMakerTests : IDisposable
{
    private static readonly AssetRef Photo = new(new('a', 64), "image/png", 3, 1, 1);
    private static readonly ImageModel Network = new("upscale-x2", "3", new('b', 64), "MIT");
    private static readonly PaintRecord Painting = new(20, 7.5, "Euler", "cuda", SafetyChecked: true) { Prompt = "a studio" };
    private static readonly ImagePipelineRequest White = new() { Steps = [new("white", "image.white")], Seed = 7 };
    private readonly ScriptedImageService _service = new();
    private readonly HttpClient _http;
    private readonly PictureMaker _maker;

    public PictureMakerTests()
    {
        _http = new(_service) { BaseAddress = new("http://images.test") };
        var blobs = new InMemoryBlobStore();
        blobs.With(Paths.Asset("acme", Photo.FileName), [1, 2, 3], "image/png");
        _maker = new(new(_http, Options.Create(new ImageOptions()), TimeProvider.System), new(null!, blobs), new(new InMemoryRecordStore()));
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_picture_is_kept_with_the_network_its_hash_its_licence_how_it_painted_its_parent_and_the_seed()
    {
        _service.Post(ScriptedImageService.Made(new(null, [new("image.white", "network-cutout", [1], "image/png", 1, 1) { Model = Network, Descent = new(Photo.Id, Photo.Id, []), Painting = Painting }], 7, new(0, 0, 0))));

        var slot = Assert.Single(await MakeAsync());
        var again = Assert.Single(await MakeAsync());

        Assert.Equal((Network, 7UL, "upscale-x2@3"), (slot.Production!.Network, slot.Production.Seed, slot.Production.Model));
        Assert.Equal((Painting, Painting), (slot.Production.Painting, again.Production!.Painting));
        Assert.Equal((Network, true), (again.Production!.Network, again.Production.FromCache));
        var line = JsonSerializer.Serialize(slot, AigcJson.Default.SlotResult);
        Assert.Contains("\"network\":{\"name\":\"upscale-x2\",\"version\":\"3\",\"sha256\":\"bbbb", line, StringComparison.Ordinal);
        Assert.Contains($"\"safetyChecked\":true,\"prompt\":\"a studio\"}},\"descent\":{{\"parent\":\"{Photo.Id}\",\"original\":\"{Photo.Id}\",\"ingredients\":[]}},\"seed\":7", line, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<SlotResult>> MakeAsync() => _maker.MakeAsync("acme", Photo, new Dictionary<string, AssetRef>(), White, CancellationToken.None);
}
