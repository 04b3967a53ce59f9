using System.Net;
using System.Net.Http.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Tests.Drawing;
using Aigc.Testing.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;

namespace Aigc.ImageService.Tests.Api;

/// <summary>The service beside blob storage: what it is allowed there is what a signature says.</summary>
public sealed class BlobTests(Azurite azurite) : IClassFixture<Azurite>, IAsyncLifetime
{
    private static readonly byte[] Mug = DrawnPhoto.Of(Shape.Mug, Ground.White, 900, 600).Png;
    private readonly BlobContainerClient _container = new(azurite.ConnectionString, $"pictures-{Guid.NewGuid():N}");
    private PictureHost _host = null!;

    public async Task InitializeAsync()
    {
        await _container.CreateAsync();
        _host = await PictureHost.StartAsync();
        _host.Serving("/mug.png", Mug);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_result_goes_to_the_blob_that_a_signature_allows_to_write()
    {
        await using var server = await StartAsync();
        var blob = _container.GetBlobClient("out/white.jpg");
        var step = new ImageStep("white", "white") { Destination = blob.GenerateSasUri(BlobSasPermissions.Create | BlobSasPermissions.Write, InAnHour).AbsoluteUri };

        using var answer = await server.Http.PostAsJsonAsync(new Uri("/v1/images:white", UriKind.Relative), new ImageOperationRequest { Step = step, Inputs = new Dictionary<string, ImageInput> { ["image"] = new(Mug) } }, AigcJson.Default.ImageOperationRequest);

        var stored = Assert.Single((await answer.Content.ReadFromJsonAsync(AigcJson.Default.ImagePipelineResponse))!.Outputs).Stored!;
        var content = (await blob.DownloadContentAsync()).Value;
        Assert.Equal((blob.Uri.AbsoluteUri, "image/jpeg", stored.Bytes), (stored.Url, content.Details.ContentType, content.Details.ContentLength));
        Assert.Equal([0xFF, 0xD8, 0xFF], content.Content.ToArray()[..3]);
    }

    [Fact]
    public async Task A_signature_that_allows_no_writing_is_told_and_stays_secret()
    {
        await using var server = await StartAsync();
        var step = new ImageStep("white", "white") { Destination = _container.GetBlobClient("out/white.jpg").GenerateSasUri(BlobSasPermissions.Read, InAnHour).AbsoluteUri };

        using var answer = await server.Http.PostAsJsonAsync(new Uri("/v1/images:white", UriKind.Relative), new ImageOperationRequest { Step = step, Inputs = new Dictionary<string, ImageInput> { ["image"] = new(Mug) } }, AigcJson.Default.ImageOperationRequest);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("destination-refused", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_that_are_taken_over_are_kept_in_the_container_once()
    {
        await using var server = await StartAsync(("AssetContainer", _container.GenerateSasUri(BlobContainerSasPermissions.Read | BlobContainerSasPermissions.Create, InAnHour).AbsoluteUri));

        var first = await RehostAsync(server);
        var second = await RehostAsync(server);

        Assert.Equal((false, true, first.Original), (first.Known, second.Known, second.Original));
        Assert.Equal(Mug, await server.Http.GetByteArrayAsync(new Uri(first.Original!.Url, UriKind.Relative)));
        Assert.Equal([0xFF, 0xD8, 0xFF], (await server.Http.GetByteArrayAsync(new Uri(first.Thumbnail!.Url, UriKind.Relative)))[..3]);
        Assert.Equal(2, _container.GetBlobs().Count());
        using var gone = await server.Http.GetAsync(new Uri($"/v1/assets/{new string('0', 64)}.png", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_container_that_may_not_be_written_is_told_for_each_picture_without_the_signature()
    {
        await using var server = await StartAsync(("AssetContainer", _container.GenerateSasUri(BlobContainerSasPermissions.Read, InAnHour).AbsoluteUri));

        var image = await RehostAsync(server);

        Assert.Equal(("store-refused", 502), (image.Problem!.Code, image.Problem.Status));
        Assert.DoesNotContain("sig=", image.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_of_the_operator_come_from_a_container_before_the_service_starts()
    {
        var folder = Directory.CreateTempSubdirectory("models-");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("weights"u8));
        await _container.UploadBlobAsync("mine/model.onnx", BinaryData.FromString("weights"));
        await _container.UploadBlobAsync("mine/manifest.json", BinaryData.FromString($$"""{"name":"mine","task":"a-task-of-their-own","version":"1","licence":"MIT","files":[{"path":"model.onnx","sha256":"{{hash}}"}]}"""));

        await using var server = await StartAsync(("ModelFolder", folder.FullName), ("ModelContainer", _container.GenerateSasUri(BlobContainerSasPermissions.Read | BlobContainerSasPermissions.List, InAnHour).AbsoluteUri));

        Assert.Contains((await server.Client.ModelsAsync()).Models, model => model.Name == "mine" && model.Sha256 == hash);
        folder.Delete(recursive: true);
    }

    private static DateTimeOffset InAnHour => TimeProvider.System.GetUtcNow().AddHours(1);

    private Task<ImageServer> StartAsync(params (string, string)[] settings) =>
        ImageServer.StartAsync(null, [_host.Allowed, ("Aigc:Network:AllowedPrivateHosts:1", azurite.BlobHost.Authority), .. settings]);

    private async Task<RehostedImage> RehostAsync(ImageServer server)
    {
        using var answer = await server.Http.PostAsJsonAsync(new Uri("/v1/images:rehost", UriKind.Relative), new RehostRequest([_host["/mug.png"]]), AigcJson.Default.RehostRequest);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return Assert.Single((await answer.Content.ReadFromJsonAsync(AigcJson.Default.RehostResponse))!.Images);
    }
}
