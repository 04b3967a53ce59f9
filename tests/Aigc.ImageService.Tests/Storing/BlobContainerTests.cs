using System.Globalization;
using Aigc.ImageService.Serving;
using Aigc.ImageService.Storing;
using Aigc.ImageService.Tests.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.ImageService.Tests.Storing;

/// <summary>Blob storage by its bare address, over the wire, and the platform's endpoint of tokens.</summary>
public sealed class BlobContainerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _seen = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("operator-");
    private PictureHost _host = null!;
    private int _tokens;

    public async Task InitializeAsync()
    {
        _host = await PictureHost.StartAsync();
        _host.Answers["/token"] = http =>
        {
            _seen.Add($"{http.Request.QueryString} {http.Request.Headers["X-IDENTITY-HEADER"]}");
            return http.Response.WriteAsync($$"""{"access_token":"token-{{++_tokens}}","expires_on":"{{_clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}}","token_type":"Bearer"}""");
        };
        _host.Answers["/images/a/b%20c.png"] = http =>
        {
            _seen.Add($"{http.Request.Headers.Authorization} {http.Request.Headers["x-ms-version"]}");
            return http.Response.WriteAsync("picture");
        };
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_bare_address_is_signed_in_to_by_the_identity_with_a_token_that_is_kept_while_it_lasts()
    {
        var container = Container(Identity());

        for (var i = 0; i < 2; i++) await ReadAsync(container);
        _clock.Advance(TimeSpan.FromMinutes(56));
        var read = await ReadAsync(container);

        Assert.Equal("picture", read);
        Assert.Equal(
        [
            "?api-version=2019-08-01&resource=https%3A%2F%2Fstorage.azure.com%2F&client_id=the-client the-header", "Bearer token-1 2023-11-03", "Bearer token-1 2023-11-03",
            "?api-version=2019-08-01&resource=https%3A%2F%2Fstorage.azure.com%2F&client_id=the-client the-header", "Bearer token-2 2023-11-03",
        ], _seen);
    }

    [Fact]
    public async Task A_signature_needs_no_identity()
    {
        var container = new BlobContainer(new(_host["/images?sig=secret"]), new Clients(), new(new Clients(), new ConfigurationBuilder().Build(), _clock));

        Assert.Equal("picture", await ReadAsync(container));
        Assert.Equal([" 2023-11-03"], _seen);
    }

    [Fact]
    public async Task A_machine_without_an_identity_is_told()
    {
        var container = Container(new(new Clients(), new ConfigurationBuilder().Build(), _clock));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => container.OpenAsync("x", CancellationToken.None));

        Assert.Contains("IDENTITY_ENDPOINT", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_of_the_operator_come_page_by_page_and_those_that_are_there_not_again()
    {
        _host.Answers["/images"] = http => http.Response.WriteAsync(http.Request.Query["marker"] == "next" ? Page("a/b c.png", 7, "") : Page("there.json", 2, "next"));
        File.WriteAllText(Path.Combine(_folder.FullName, "there.json"), "{}");

        await BringAsync();

        Assert.Equal("picture", File.ReadAllText(Path.Combine(_folder.FullName, "a", "b c.png")));
        Assert.Equal(2, _folder.EnumerateFiles("*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task A_name_that_leads_out_of_the_folder_is_refused()
    {
        _host.Answers["/images"] = http => http.Response.WriteAsync(Page("../outside.json", 7, ""));

        await Assert.ThrowsAsync<InvalidDataException>(BringAsync);
    }

    private static string Page(string name, int length, string next) =>
        $"""<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs><Blob><Name>{name}</Name><Properties><Content-Length>{length}</Content-Length></Properties></Blob></Blobs><NextMarker>{next}</NextMarker></EnumerationResults>""";

    private static async Task<string> ReadAsync(BlobContainer container)
    {
        using var reader = new StreamReader((await container.OpenAsync("a/b c.png", CancellationToken.None))!);
        return await reader.ReadToEndAsync();
    }

    private ManagedIdentity Identity() => new(new Clients(), new ConfigurationBuilder().AddInMemoryCollection([new("IDENTITY_ENDPOINT", _host["/token"]), new("IDENTITY_HEADER", "the-header"), new("AZURE_CLIENT_ID", "the-client")]).Build(), _clock);

    private BlobContainer Container(ManagedIdentity identity) => new(new(_host["/images"]), new Clients(), identity);

    private Task BringAsync() =>
        new OperatorFiles(Options.Create(new ServingOptions { SceneContainer = new(_host["/images"]), SceneFolder = _folder.FullName }), new Clients(), Identity(), NullLogger<OperatorFiles>.Instance).BringAsync();

    private sealed class Clients : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new();
    }
}
