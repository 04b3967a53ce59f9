using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Drawing;

namespace Aigc.ImageService.Tests.Api;

public sealed class RehostTests : IAsyncLifetime
{
    private static readonly byte[] Mug = DrawnPhoto.Of(Shape.Mug, Ground.White, 900, 600).Png;
    private static readonly byte[] Boot = DrawnPhoto.Of(Shape.Boot, Ground.White).Png;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rehosted-");
    private PictureHost _host = null!;
    private ImageServer _server = null!;

    public async Task InitializeAsync()
    {
        _host = await PictureHost.StartAsync();
        _server = await ImageServer.StartAsync(null, _host.Allowed, ("AssetFolder", _folder.FullName));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Pictures_of_other_hosts_are_taken_over_byte_for_byte_with_a_thumbnail()
    {
        _host.Serving("/mug.png", Mug).Serving("/boot.png", Boot);

        var images = await RehostAsync(_host["/mug.png"], _host["/boot.png"]);

        Assert.Equal([_host["/mug.png"], _host["/boot.png"]], images.Select(image => image.Source));
        Assert.Equal(("image/png", 900, 600, 256, 171, false), (images[0].Original!.ContentType, images[0].Original!.Width, images[0].Original!.Height, images[0].Thumbnail!.Width, images[0].Thumbnail!.Height, images[0].Known));
        Assert.Equal(Mug, await _server.Http.GetByteArrayAsync(new Uri(images[0].Original!.Url, UriKind.Relative)));
        Assert.Equal([0xFF, 0xD8, 0xFF], (await _server.Http.GetByteArrayAsync(new Uri(images[0].Thumbnail!.Url, UriKind.Relative)))[..3]);
    }

    [Fact]
    public async Task The_same_bytes_are_kept_once_whatever_their_address()
    {
        _host.Serving("/a.png", Mug).Serving("/b.png", Mug);

        var first = Assert.Single(await RehostAsync(_host["/a.png"]));
        var second = Assert.Single(await RehostAsync(_host["/b.png"]));

        Assert.Equal((first.Original, false, true), (second.Original, first.Known, second.Known));
        Assert.Equal(2, _folder.EnumerateFiles("*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task One_that_fails_fails_alone()
    {
        _host.Serving("/mug.png", Mug).Serving("/cut.png", Boot[..2_000]).Serving("/page", "<html>"u8.ToArray());

        var images = await RehostAsync(_host["/cut.png"], "http://169.254.169.254/", _host["/page"], _host["/gone.png"], _host["/mug.png"]);

        Assert.Equal(["decode-failed", "source-blocked", "unsupported-format", "source-missing", null], images.Select(image => image.Problem?.Code));
        Assert.NotNull(images[4].Original);
        Assert.Equal(2, _folder.EnumerateFiles("*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task A_host_that_is_busy_is_asked_again_and_one_that_says_no_is_not()
    {
        var asked = 0;
        _host.Serving("/mug.png", Mug);
        var mug = _host.Answers["/mug.png"];
        _host.Answers["/mug.png"] = http => ++asked > 2 ? mug(http) : BusyAsync(http);

        var images = await RehostAsync(_host["/mug.png"]);
        var gone = await RehostAsync(_host["/gone.png"]);

        Assert.Equal((3, 4), (asked, _host.Requests));
        Assert.NotNull(Assert.Single(images).Original);
        Assert.Equal("source-missing", Assert.Single(gone).Problem?.Code);
    }

    [Fact]
    public async Task A_host_that_stays_busy_is_given_up()
    {
        _host.Answers["/busy.png"] = BusyAsync;

        var image = Assert.Single(await RehostAsync(_host["/busy.png"]));

        Assert.Equal(("source-unreachable", true, 3), (image.Problem!.Code, image.Problem.Retryable, _host.Requests));
    }

    [Fact]
    public async Task What_takes_long_becomes_a_job_that_tells_how_far_it_is()
    {
        var go = new TaskCompletionSource();
        _host.Serving("/mug.png", Mug).Answers["/slow.png"] = async http =>
        {
            await go.Task;
            await http.Response.Body.WriteAsync(Boot);
        };

        using var accepted = await SendAsync([_host["/mug.png"], _host["/slow.png"]], ("Prefer", "respond-async"));
        var job = await JobAsync(accepted, job => job.Step == 1);
        go.SetResult();
        var done = await JobAsync(accepted, job => job.State == ImageJobState.Succeeded);

        Assert.Equal((HttpStatusCode.Accepted, ImageJobState.Running, 2), (accepted.StatusCode, job.State, job.Steps));
        Assert.Equal(2, done.Rehosted!.Images.Count(image => image.Original is not null));
    }

    [Fact]
    public async Task The_same_key_is_the_same_work()
    {
        _host.Serving("/mug.png", Mug);

        using var first = await SendAsync([_host["/mug.png"]], ("Idempotency-Key", "a"));
        using var second = await SendAsync([_host["/mug.png"]], ("Idempotency-Key", "a"));
        using var other = await SendAsync([_host["/boot.png"]], ("Idempotency-Key", "a"));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal((1, HttpStatusCode.UnprocessableEntity), (_host.Requests, other.StatusCode));
    }

    [Fact]
    public async Task A_job_that_is_cancelled_fetches_no_more()
    {
        var left = new TaskCompletionSource();
        _host.Answers["/slow.png"] = async http =>
        {
            http.RequestAborted.Register(left.SetResult);
            await left.Task;
        };
        using var accepted = await SendAsync([_host["/slow.png"]], ("Prefer", "respond-async"));
        while (_host.Requests == 0) await Task.Yield();

        using var cancelled = await _server.Http.DeleteAsync(accepted.Headers.Location);

        await left.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(ImageJobState.Cancelled, (await JobAsync(accepted, job => job.Problem is not null)).State);
    }

    [Fact]
    public async Task Labels_are_in_the_thumbnail_as_well_and_the_picture_that_it_was_made_from()
    {
        var record = ProvenanceRecord.None.Then(new(Making.Generated, "created", "theirs", new("1", "their-code")));
        _host.Serving("/ai.png", PictureEncoder.Encode(ImageDecoder.DecodeWhole(Mug), new(OutputFormat.Png), XmpPacket.Write(record)).Bytes);

        var image = Assert.Single(await RehostAsync(_host["/ai.png"]));

        var kept = ProvenanceReader.Verify(await _server.Http.GetByteArrayAsync(new Uri(image.Thumbnail!.Url, UriKind.Relative))).Record;
        Assert.Equal(("trainedAlgorithmicMedia", "their-code"), (kept.SourceType, kept.Aigc?.ContentProducer));
        Assert.Equal(image.Original!.Sha256, kept.Descent?.Parent);
    }

    [Fact]
    public async Task What_was_taken_over_may_be_cached_for_ever_and_needs_the_key()
    {
        _host.Serving("/mug.png", Mug);
        var url = new Uri(Assert.Single(await RehostAsync(_host["/mug.png"])).Original!.Url, UriKind.Relative);

        using var answer = await _server.Http.GetAsync(url);
        using var again = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "If-None-Match", answer.Headers.ETag!.ToString() } } };
        using var unchanged = await _server.Http.SendAsync(again);
        using var stranger = new HttpClient { BaseAddress = _server.Http.BaseAddress };

        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.Unauthorized), (unchanged.StatusCode, (await stranger.GetAsync(url)).StatusCode));
    }

    [Theory]
    [InlineData("/v1/assets/..%2F..%2Fetc%2Fpasswd")]
    [InlineData("/v1/assets/0000000000000000000000000000000000000000000000000000000000000000.png")]
    [InlineData("/v1/assets/x")]
    public async Task A_name_that_is_none_of_ours_finds_nothing(string path)
    {
        using var answer = await _server.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"urls":[]}""")]
    [InlineData("""{"urls":[null]}""")]
    [InlineData("""{"urls":["http://example.com/"],"thumbnail":4}""")]
    [InlineData("not JSON")]
    [InlineData("51")]
    public async Task A_request_that_makes_no_sense_is_refused(string body)
    {
        if (body == "51") body = JsonSerializer.Serialize(new RehostRequest([.. Enumerable.Repeat(_host["/x"], 51)]), AigcJson.Default.RehostRequest);

        using var answer = await _server.Http.PostAsync(new Uri("/v1/images:rehost", UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.BadRequest, 0), (answer.StatusCode, _host.Requests));
    }

    [Fact]
    public async Task Without_a_place_for_them_it_is_told()
    {
        await using var bare = await ImageServer.StartAsync(null, _host.Allowed);
        _host.Serving("/mug.png", Mug);

        using var answer = await bare.Http.PostAsJsonAsync(new Uri("/v1/images:rehost", UriKind.Relative), new RehostRequest([_host["/mug.png"]]), AigcJson.Default.RehostRequest);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("ImageService:AssetFolder", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task BusyAsync(Microsoft.AspNetCore.Http.HttpContext http)
    {
        http.Response.StatusCode = 503;
        http.Response.Headers.RetryAfter = "0";
        return Task.CompletedTask;
    }

    private async Task<HttpResponseMessage> SendAsync(string[] urls, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/images:rehost", UriKind.Relative)) { Content = JsonContent.Create(new RehostRequest(urls), AigcJson.Default.RehostRequest) };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await _server.Http.SendAsync(request);
    }

    private async Task<ImageJob> JobAsync(HttpResponseMessage accepted, Func<ImageJob, bool> until)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var job = (await _server.Http.GetFromJsonAsync(accepted.Headers.Location, AigcJson.Default.ImageJob, limit.Token))!;
            if (until(job)) return job;
        }
    }

    private async Task<IReadOnlyList<RehostedImage>> RehostAsync(params string[] urls)
    {
        using var answer = await _server.Http.PostAsJsonAsync(new Uri("/v1/images:rehost", UriKind.Relative), new RehostRequest(urls), AigcJson.Default.RehostRequest);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(AigcJson.Default.RehostResponse))!.Images;
    }
}
