using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Drawing;

namespace Aigc.ImageService.Tests.Api;

public sealed class InspectionTests
{
    private static readonly byte[] Photo = DrawnPhoto.Of(Shape.Mug, Ground.White).Png;

    [Fact]
    public async Task What_a_picture_says_of_its_making_can_be_asked()
    {
        await using var server = await ImageServer.StartAsync();
        var record = ProvenanceRecord.None.Then(new(Making.ComposedWithGenerated, "composed", "some-engine", new("1", "their-code", "7")));
        var picture = PictureEncoder.Encode(ImageDecoder.DecodeWhole(Photo), new(OutputFormat.Webp), XmpPacket.Write(record)).Bytes;

        var report = await VerifyAsync(server, picture, "image/webp");

        Assert.Equal((true, "compositeWithTrainedAlgorithmicMedia", new AigcMark("1", "their-code", "7", null, null)), (report.MadeByAi, report.DigitalSourceType, report.Aigc));
        Assert.Equal(new ProvenanceEntry("composed", "some-engine", "compositeWithTrainedAlgorithmicMedia"), Assert.Single(report.Steps));
    }

    [Fact]
    public async Task A_made_picture_is_traced_to_its_photo()
    {
        await using var server = await ImageServer.StartAsync();
        using var answer = await server.Http.PostAsync(new Uri("/v1/images:white", UriKind.Relative), Bytes(Photo, "image/png"));
        var made = Assert.Single((await answer.Content.ReadFromJsonAsync(AigcJson.Default.ImagePipelineResponse))!.Outputs);

        var (photo, white) = (await VerifyAsync(server, Photo, "image/png"), await VerifyAsync(server, made.Bytes!, made.ContentType!));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Photo)), photo.Sha256);
        Assert.Equal((photo.Sha256, photo.Sha256), (white.Descent?.Parent, made.Descent?.Parent));
        Assert.Null(photo.Descent);
    }

    [Fact]
    public async Task A_photo_says_nothing()
    {
        await using var server = await ImageServer.StartAsync();

        var report = await VerifyAsync(server, Photo, "image/png");

        Assert.Equal((false, null, null, false), (report.MadeByAi, report.DigitalSourceType, report.Aigc, report.ContentCredentials));
        Assert.Empty(report.Steps);
    }

    [Fact]
    public async Task What_is_no_picture_is_a_problem()
    {
        await using var server = await ImageServer.StartAsync();

        using var answer = await server.Http.PostAsync(new Uri("/v1/provenance:verify", UriKind.Relative), Bytes("GIF89a and more"u8.ToArray(), "image/gif"));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("/v1/provenance:verify")]
    [InlineData("/v1/markets")]
    public async Task Nobody_asks_without_a_key(string path)
    {
        await using var server = await ImageServer.StartAsync();
        using var stranger = new HttpClient { BaseAddress = server.Http.BaseAddress };

        using var answer = path.EndsWith("markets", StringComparison.Ordinal) ? await stranger.GetAsync(new Uri(path, UriKind.Relative)) : await stranger.PostAsync(new Uri(path, UriKind.Relative), Bytes(Photo, "image/png"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_rules_of_the_markets_are_told_with_their_sources()
    {
        await using var server = await ImageServer.StartAsync();

        var packs = await server.Http.GetFromJsonAsync(new Uri("/v1/markets", UriKind.Relative), AigcJson.Default.MarketPackList);

        Assert.Contains("amazon-main", packs!.Markets.Select(pack => pack.Name));
        Assert.All(packs.Markets.SelectMany(pack => pack.Rules), rule => Assert.NotEqual("", rule.Source));
    }

    [Theory]
    [InlineData("crop", "width=300&height=400", 300, 400)]
    [InlineData("convert", "format=webp&width=320", 320, 320)]
    [InlineData("white", "market=amazon-main&width=1100&height=1100", 1_100, 1_100)]
    public async Task Bare_bytes_and_a_query_are_enough(string op, string query, int width, int height)
    {
        await using var server = await ImageServer.StartAsync();

        using var answer = await server.Http.PostAsync(new Uri($"/v1/images:{op}?{query}", UriKind.Relative), Bytes(Photo, "image/png"));

        var output = Assert.Single((await answer.Content.ReadFromJsonAsync(AigcJson.Default.ImagePipelineResponse))!.Outputs);
        Assert.Equal((width, height, null), (output.Width, output.Height, output.Refusal));
    }

    private static async Task<ProvenanceReport> VerifyAsync(ImageServer server, byte[] picture, string type)
    {
        using var answer = await server.Http.PostAsync(new Uri("/v1/provenance:verify", UriKind.Relative), Bytes(picture, type));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(AigcJson.Default.ProvenanceReport))!;
    }

    private static ByteArrayContent Bytes(byte[] bytes, string type) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
}
