using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Tests.Drawing;
using Microsoft.AspNetCore.Http;

namespace Aigc.ImageService.Tests.Api;

/// <summary>Pictures that come from an address and go to one.</summary>
public sealed class TransferTests : IAsyncLifetime
{
    private static readonly byte[] Photo = DrawnPhoto.Of(Shape.Mug, Ground.White).Png;
    private PictureHost _host = null!;
    private ImageServer _server = null!;

    public async Task InitializeAsync()
    {
        _host = await PictureHost.StartAsync();
        _server = await ImageServer.StartAsync(null, _host.Allowed);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_may_come_from_an_address()
    {
        _host.Serving("/mug.png", Photo);

        var (status, answer) = await WhiteAsync(new(Url: _host["/mug.png?sig=secret"]));

        Assert.Equal((200, "image/jpeg"), (status, answer.GetProperty("outputs")[0].GetProperty("contentType").GetString()));
    }

    [Fact]
    public async Task A_picture_may_go_to_an_address_and_then_is_not_in_the_answer()
    {
        var (status, answer) = await WhiteAsync(new(Photo), _host["/out/white.jpg"] + "?sig=secret");

        var output = answer.GetProperty("outputs")[0];
        var (bytes, type, blob) = _host.Put["/out/white.jpg"];
        Assert.Equal((200, "image/jpeg", "BlockBlob", false), (status, type, blob, output.TryGetProperty("bytes", out _)));
        Assert.Equal((_host["/out/white.jpg"], Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length), (output.GetProperty("stored").GetProperty("url").GetString(), output.GetProperty("stored").GetProperty("sha256").GetString(), output.GetProperty("stored").GetProperty("bytes").GetInt32()));
        Assert.DoesNotContain("secret", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/x.png", "source-blocked")]
    [InlineData("http://localhost/x.png", "source-blocked")]
    [InlineData("http://169.254.169.254/metadata", "source-blocked")]
    [InlineData("http://[::ffff:10.0.0.1]/x.png", "source-blocked")]
    [InlineData("http://[::1]/x.png", "source-blocked")]
    [InlineData("file:///etc/passwd", "source-blocked")]
    [InlineData("ftp://example.com/x.png", "source-blocked")]
    [InlineData("http://user:pass@example.com/x.png", "source-blocked")]
    [InlineData("x.png", "request-invalid")]
    public async Task What_is_not_on_the_public_internet_is_not_fetched(string url, string code)
    {
        var (status, answer) = await WhiteAsync(new(Url: url));

        Assert.Equal((code, true), (answer.GetProperty("code").GetString(), status is 400 or 422));
    }

    [Fact]
    public async Task A_redirect_to_a_private_address_is_not_followed()
    {
        await using var inside = await PictureHost.StartAsync();
        _host.Redirecting("/mug.png", inside["/secret.png"]);

        var (_, answer) = await WhiteAsync(new(Url: _host["/mug.png"]));

        Assert.Equal(("source-blocked", 0), (answer.GetProperty("code").GetString(), inside.Requests));
    }

    [Fact]
    public async Task A_destination_on_a_private_network_gets_nothing()
    {
        await using var inside = await PictureHost.StartAsync();

        var (status, answer) = await WhiteAsync(new(Photo), inside["/out.jpg"]);

        Assert.Equal((422, "destination-blocked", 0), (status, answer.GetProperty("code").GetString(), inside.Requests));
    }

    [Fact]
    public async Task A_destination_that_sends_elsewhere_or_refuses_is_told()
    {
        _host.Redirecting("/moved.jpg", _host["/else.jpg"]);
        _host.Answers["/closed.jpg"] = http => Status(http, 403);
        _host.Answers["/down.jpg"] = http => Status(http, 503);

        var codes = new List<string?>();
        foreach (var path in (string[])["/moved.jpg", "/closed.jpg", "/down.jpg"]) codes.Add((await WhiteAsync(new(Photo), _host[path])).Answer.GetProperty("code").GetString());

        Assert.Equal(["destination-refused", "destination-refused", "destination-unreachable"], codes);
        Assert.Empty(_host.Put);
    }

    [Theory]
    [InlineData("nothing there", "source-missing", 422, false)]
    [InlineData("down", "source-unreachable", 502, true)]
    [InlineData("endless", "source-too-large", 422, false)]
    [InlineData("page", "unsupported-format", 415, false)]
    [InlineData("cut off", "source-unreachable", 502, true)]
    [InlineData("bomb", "image-too-large", 413, false)]
    public async Task A_source_that_is_no_use_is_a_problem_with_its_reason(string what, string code, int status, bool retryable)
    {
        _host.Answers["/x"] = what switch
        {
            "nothing there" => http => Status(http, 404),
            "down" => http => Status(http, 503),
            "endless" => EndlessAsync,
            "page" => async http => await http.Response.WriteAsync("<html>no picture</html>"),
            "cut off" => async http =>
            {
                http.Response.ContentLength = 1_000;
                await http.Response.Body.WriteAsync(Photo.AsMemory(0, 100));
                http.Abort();
            }
            ,
            _ => async http => await http.Response.Body.WriteAsync(Bomb()),
        };

        var (found, answer) = await WhiteAsync(new(Url: _host["/x"]));

        Assert.Equal((code, status, retryable), (answer.GetProperty("code").GetString(), found, answer.GetProperty("retryable").GetBoolean()));
    }

    [Fact]
    public async Task What_may_be_fetched_counts_before_it_is_and_afterwards_only_what_there_was()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.Answers["/slow.png"] = async http =>
        {
            await go.Task;
            await http.Response.Body.WriteAsync(Photo);
        };
        // Six pictures of twenty megabytes.
        await using var server = await ImageServer.StartAsync(null, _host.Allowed, ("BodyMegabytes", "128"));
        var fetching = Enumerable.Range(0, 6).Select(_ => ScreenedAsync(server)).ToList();
        await _host.AskedAsync(6);

        using (var refused = await ScreenedAsync(server).WaitAsync(TimeSpan.FromSeconds(60)))
        {
            Assert.Equal((System.Net.HttpStatusCode.ServiceUnavailable, true), (refused.StatusCode, refused.Headers.RetryAfter is not null));
            Assert.Contains("queue-full", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(6, _host.Requests);

        go.SetResult();
        foreach (var each in fetching) using (var answer = await each) Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        using var later = await ScreenedAsync(server);
        Assert.True(later.IsSuccessStatusCode);
    }

    private Task<HttpResponseMessage> ScreenedAsync(ImageServer server) =>
        // With its length, unlike JsonContent: a body that may have any is held room for as the largest.
        server.Http.PostAsync(new Uri("/v1/images:screen", UriKind.Relative), new StringContent(JsonSerializer.Serialize(new { inputs = new { image = new { url = _host["/slow.png"] } } }), System.Text.Encoding.UTF8, "application/json"));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Either_bytes_or_an_address(bool bytes, bool url)
    {
        var (status, answer) = await WhiteAsync(new(bytes ? Photo : null, url ? _host["/mug.png"] : null));

        Assert.Equal((400, "request-invalid"), (status, answer.GetProperty("code").GetString()));
    }

    private static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task EndlessAsync(HttpContext http)
    {
        var block = new byte[1 << 20];
        while (!http.RequestAborted.IsCancellationRequested) await http.Response.Body.WriteAsync(block);
    }

    // Few bytes, very many pixels.
    private static byte[] Bomb()
    {
        using var black = NetVips.Image.Black(12_000, 12_000);
        return black.PngsaveBuffer(compression: 9);
    }

    private async Task<(int Status, JsonElement Answer)> WhiteAsync(ImageInput image, string? destination = null)
    {
        var request = new ImageOperationRequest { Step = new("white", "w", 200, 200) { Destination = destination }, Inputs = new Dictionary<string, ImageInput> { ["image"] = image } };
        using var answer = await _server.Http.PostAsJsonAsync(new Uri("/v1/images:white", UriKind.Relative), request, AigcJson.Default.ImageOperationRequest);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
