using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aigc.ImageService.Tests.Drawing;

namespace Aigc.ImageService.Tests.Api;

/// <summary>One key does not fill the line for all.</summary>
public sealed class FairnessTests : IDisposable
{
    private static readonly byte[] Photo = DrawnPhoto.Of(Shape.Mug, Ground.White).Png;
    private readonly HeldOperation _held = new();

    public void Dispose() => _held.Dispose();

    [Fact]
    public async Task A_key_that_has_its_share_of_the_line_is_told_to_slow_down_and_another_still_gets_in()
    {
        await using var server = await ImageServer.StartAsync(_held, ("Keys:1", ImageServer.OtherKey), ("AtOnce", "1"), ("Waiting", "3"), ("PerKeyPercent", "75"));

        for (var i = 0; i < 3; i++) Assert.Equal("accepted", await SendAsync(server, ImageServer.Key));

        Assert.Equal("rate-limited 429 True", await SendAsync(server, ImageServer.Key));
        Assert.Equal("accepted", await SendAsync(server, ImageServer.OtherKey));
        Assert.Equal("queue-full 503 True", await SendAsync(server, ImageServer.OtherKey));
        _held.Go(steps: 4);
    }

    [Fact]
    public async Task The_only_key_has_the_whole_line()
    {
        await using var server = await ImageServer.StartAsync(_held, ("AtOnce", "1"), ("Waiting", "3"), ("PerKeyPercent", "75"));

        for (var i = 0; i < 4; i++) Assert.Equal("accepted", await SendAsync(server, ImageServer.Key));

        Assert.Equal("queue-full 503 True", await SendAsync(server, ImageServer.Key));
        _held.Go(steps: 4);
    }

    // The code and status of the problem, and whether it tells when to come back.
    private static async Task<string> SendAsync(ImageServer server, string key)
    {
        using var http = server.As(key);
        http.DefaultRequestHeaders.Add("Prefer", "respond-async");
        using var answer = await http.PostAsJsonAsync(new Uri("/v1/images:held", UriKind.Relative), new { inputs = new { image = new { bytes = Photo } } });
        if (answer.StatusCode == HttpStatusCode.Accepted) return "accepted";
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return $"{problem.GetProperty("code").GetString()} {(int)answer.StatusCode} {answer.Headers.RetryAfter is { Delta.TotalSeconds: >= 1 } && problem.GetProperty("retryable").GetBoolean()}";
    }
}
