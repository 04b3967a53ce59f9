using System.Net;
using System.Net.Sockets;
using System.Text;
using Aigc.Core.Images;
using Aigc.ImageService.Tests.Drawing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Tests.Api;

public sealed class ServingTests
{
    private static readonly byte[] Photo = DrawnPhoto.Of(Shape.Mug, Ground.White).Png;

    [Theory]
    [InlineData(null)]
    [InlineData("another-key")]
    [InlineData("the-key-of-the-test")]
    public async Task Every_route_but_health_wants_the_key(string? key)
    {
        await using var server = await ImageServer.StartAsync();
        using var stranger = new HttpClient { BaseAddress = server.Http.BaseAddress };
        if (key is not null) stranger.DefaultRequestHeaders.Add("x-api-key", key);

        foreach (var (method, path) in new[] { ("POST", "/v1/images:pipeline"), ("POST", "/v1/images:white"), ("POST", "/v1/images:screen"), ("GET", "/v1/jobs/1"), ("DELETE", "/v1/jobs/1"), ("GET", "/v1/jobs/1/events"), ("GET", "/metrics") })
        {
            using var request = new HttpRequestMessage(new(method), path);
            using var response = await stranger.SendAsync(request);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path} answered {response.StatusCode}");
        }
    }

    [Fact]
    public async Task A_wrong_key_is_the_deployments_fault_and_the_picture_may_be_tried_again()
    {
        await using var server = await ImageServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Http.BaseAddress };

        await Assert.ThrowsAsync<TransientException>(() => new ImageClient(http, Options.Create(new ImageOptions()), TimeProvider.System).RunAsync("acme", new() { Steps = [new("screen", "s")] }, Photo, "image/png"));
    }

    [Fact]
    public async Task Without_a_key_the_service_does_not_start_in_production()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        ImageServiceHosting.AddImageService(builder);
        await using var app = builder.Build();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());

        Assert.Contains("Keys", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_for_cuda_that_its_build_does_not_carry_the_service_does_not_start()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => ImageServer.StartAsync(null, ("Provider", "Cuda")));

        Assert.Contains("Provider is Cuda", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_becomes_ready_after_its_warm_up()
    {
        await using var server = await ImageServer.StartAsync();

        await server.ReadyAsync();

        using var live = await server.Http.GetAsync(new Uri("/healthz/live", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task The_metrics_tell_what_was_done_and_how_it_ended()
    {
        await using var server = await ImageServer.StartAsync();
        await server.Client.RunAsync("acme", new() { Steps = [new("screen", "s")] }, Photo, "image/png");
        await Assert.ThrowsAsync<ProblemException>(() => server.Client.RunAsync("acme", new() { Steps = [new("screen", "s")] }, Photo[..200], "image/png"));

        // A place in the line is left, and counted, after its answer has gone out: the caller may ask for the metrics before that.
        await server.MetricsAsync("""images_work_duration_seconds_count\{[^}]*op="pipeline"[^}]*outcome="succeeded"[^}]*\} 1""");
        await server.MetricsAsync("""images_work_duration_seconds_count\{[^}]*outcome="decode-failed"[^}]*\} 1""");
        await server.MetricsAsync("images_line_length");
    }

    [Fact]
    public async Task What_takes_no_slot_is_in_the_metrics_as_well()
    {
        await using var server = await ImageServer.StartAsync();
        using var photo = new ByteArrayContent(Photo) { Headers = { ContentType = new("image/png") } };
        using var verified = await server.Http.PostAsync(new Uri("/v1/provenance:verify", UriKind.Relative), photo);
        using var refused = new StringContent("""{"urls":["http://127.0.0.1/a.png"]}""", Encoding.UTF8, "application/json");
        using var rehosted = await server.Http.PostAsync(new Uri("/v1/images:rehost", UriKind.Relative), refused);

        await server.MetricsAsync("""images_work_duration_seconds_count\{[^}]*op="verify"[^}]*outcome="succeeded"[^}]*\} 1""");
        await server.MetricsAsync("""images_work_duration_seconds_count\{[^}]*op="rehost"[^}]*outcome="succeeded"[^}]*\} 1""");
    }

    [Fact]
    public async Task A_body_that_dribbles_is_given_up()
    {
        await using var server = await ImageServer.StartAsync(null, ("BodySeconds", "1"));
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", server.Http.BaseAddress!.Port);
        await using var stream = socket.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/images:white HTTP/1.1\r\nHost: a\r\nx-api-key: {ImageServer.Key}\r\nContent-Type: image/png\r\nContent-Length: 1000\r\n\r\nfew"));

        using var answer = new StreamReader(stream);
        Assert.Contains("408", await answer.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)), StringComparison.Ordinal);
    }
}
