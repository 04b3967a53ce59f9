using System.Diagnostics.CodeAnalysis;
using Aigc.Core.Tests.Net;

namespace Aigc.Core.Tests.Images;

[SuppressMessage("Performance", "CA1861", Justification = "Arrangement of a test.")]
public sealed class SourceFetcherTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private readonly GuardDriver _guard = new();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("100.64.0.1")]
    [InlineData("[fe80::1]")]
    [InlineData("[fc00::1]")]
    [InlineData("[2002:7f00:1::]")]
    public async Task An_address_off_the_public_internet_is_never_connected_to(string host)
    {
        await using var canary = new CanaryServer("200 OK\r\nContent-Type: image/png", Png);
        _guard.Setting("AllowedPorts:2", canary.Port.ToString());

        Assert.Equal("source-blocked", await CodeAsync($"http://{host}:{canary.Port}/a.png"));
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_private_address_is_blocked()
    {
        await using var canary = new CanaryServer("200 OK\r\nContent-Type: image/png", Png);
        _guard.Setting("AllowedPorts:2", canary.Port.ToString()).Answering("inside.example", "127.0.0.1");

        Assert.Equal("source-blocked", await CodeAsync($"http://inside.example:{canary.Port}/a.png"));
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task A_redirect_to_a_private_address_is_not_followed()
    {
        await using var canary = new CanaryServer("200 OK\r\nContent-Type: image/png", Png);
        await using var first = new CanaryServer($"302 Found\r\nLocation: http://127.0.0.1:{canary.Port}/a.png", []);
        _guard.Setting("AllowedPorts:2", canary.Port.ToString()).Allowing("images.example", first.Port).Answering("images.example", "127.0.0.1");

        Assert.Equal("source-blocked", await CodeAsync($"http://images.example:{first.Port}/a.png"));
        Assert.Equal((1, 0), (first.Connections, canary.Connections));
    }

    [Theory]
    [InlineData("ftp://example.com/a.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:pw@example.com/a.png")]
    [InlineData("http://example.com:22/a.png")]
    [InlineData("//example.com/a.png")]
    [InlineData("javascript:alert(1)")]
    public async Task Only_plain_web_addresses_are_fetched(string link) => Assert.Equal("source-blocked", await CodeAsync(link));

    [Fact]
    public async Task A_photo_is_fetched_from_a_private_host_that_is_allowed_by_name()
    {
        await using var host = new CanaryServer("200 OK\r\nContent-Type: application/octet-stream", Png);

        var source = await _guard.Allowing("127.0.0.1", host.Port).FetchAsync($"http://127.0.0.1:{host.Port}/a.png");

        Assert.Equal(Png, source.Bytes);
        Assert.Equal("image/png", source.ContentType);
        Assert.Equal(64, source.Sha256.Length);
    }

    [Theory]
    [InlineData("200 OK\r\nContent-Type: text/html", "<html>", "source-not-an-image")]
    [InlineData("200 OK\r\nContent-Type: image/png", "<svg onload=alert(1)>", "source-not-an-image")]
    [InlineData("404 Not Found", "", "source-missing")]
    [InlineData("200 OK\r\nContent-Length: 99999999", "", "source-too-large")]
    public async Task What_is_no_photo_is_refused_with_the_reason(string headers, string body, string code)
    {
        await using var host = new CanaryServer(headers, System.Text.Encoding.ASCII.GetBytes(body));
        _guard.Allowing("127.0.0.1", host.Port);

        Assert.Equal(code, await CodeAsync($"http://127.0.0.1:{host.Port}/a.png"));
    }

    [Fact]
    public async Task An_endless_body_is_cut_off_at_the_limit()
    {
        await using var host = new CanaryServer("200 OK\r\nContent-Type: image/png", new byte[4096], endless: true);
        _guard.Allowing("127.0.0.1", host.Port).Setting("MaxImageBytes", "100000");

        Assert.Equal("source-too-large", await CodeAsync($"http://127.0.0.1:{host.Port}/a.png"));
    }

    [Fact]
    public async Task A_busy_host_is_tried_again_later()
    {
        await using var host = new CanaryServer("503 Busy\r\nRetry-After: 7", []);

        var failure = await Assert.ThrowsAsync<TransientException>(() => _guard.Allowing("127.0.0.1", host.Port).FetchAsync($"http://127.0.0.1:{host.Port}/a.png"));

        Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
    }

    [Fact]
    public async Task A_relative_link_is_found_among_the_media_of_the_feed()
    {
        _guard.Blobs.With("feeds/acme/f1/media/images/a.png", Png);

        Assert.Equal("image/png", (await _guard.FetchAsync("./images/a.png", "feeds/acme/f1/media/")).ContentType);
    }

    [Theory]
    [InlineData("../../../other/f1/media/a.png", "feeds/acme/f1/media/", "source-blocked")]
    [InlineData("%2e%2e/a.png", "feeds/acme/f1/media/", "source-blocked")]
    [InlineData("..\\a.png", "feeds/acme/f1/media/", "source-blocked")]
    [InlineData("/etc/passwd", "feeds/acme/f1/media/", "source-blocked")]
    [InlineData("a.png", "feeds/other/f1/media/", "source-blocked")]
    [InlineData("a.png", null, "source-blocked")]
    [InlineData("none.png", "feeds/acme/f1/media/", "source-missing")]
    public async Task A_relative_link_leads_nowhere_else(string link, string? media, string code)
    {
        _guard.Blobs.With("feeds/other/f1/media/a.png", Png);

        Assert.Equal(code, (await Assert.ThrowsAsync<ProblemException>(() => _guard.FetchAsync(link, media))).Code);
    }

    private async Task<string> CodeAsync(string link) => (await Assert.ThrowsAsync<ProblemException>(() => _guard.FetchAsync(link))).Code;
}
