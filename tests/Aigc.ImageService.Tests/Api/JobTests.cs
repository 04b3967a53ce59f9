using System.Net;
using System.Net.Http.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.Core.Images;
using Aigc.ImageService.Tests.Drawing;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Tests.Api;

public sealed class JobTests : IDisposable
{
    private static readonly byte[] Photo = DrawnPhoto.Of(Shape.Mug, Ground.White).Png;
    private static readonly ImagePipelineRequest Held = new() { Steps = [new("held", "held")] };
    private readonly HeldOperation _held = new();

    public void Dispose() => _held.Dispose();

    [Fact]
    public async Task Who_asks_for_a_job_gets_one_and_finds_the_result_there()
    {
        await using var server = await ImageServer.StartAsync(_held);
        using var accepted = await SendAsync(server, ("Prefer", "respond-async"));

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.NotNull(accepted.Headers.RetryAfter);
        await _held.EnteredAsync();
        var running = await JobAsync(server, accepted);
        using var look = await server.Http.GetAsync(accepted.Headers.Location);
        Assert.NotNull(look.Headers.RetryAfter);
        Assert.Equal((ImageJobState.Running, 0, HeldOperation.Painting), (running.State, running.Step, running.Painting));

        _held.Go();
        var events = await server.Http.GetStringAsync(new Uri($"{accepted.Headers.Location}/events", UriKind.Relative));
        var job = await JobAsync(server, accepted);
        Assert.Contains("event: succeeded", events, StringComparison.Ordinal);
        Assert.Equal((ImageJobState.Succeeded, 1, 1, null), (job.State, job.Step, job.Steps, job.Painting));
        Assert.Equal([1, 2, 3], job.Result!.Outputs.Single().Bytes!);
    }

    [Fact]
    public async Task To_another_key_a_job_does_not_exist()
    {
        await using var server = await ImageServer.StartAsync(_held, ("Keys:1", ImageServer.OtherKey));
        using var accepted = await SendAsync(server, ("Prefer", "respond-async"));
        await _held.EnteredAsync();
        using var stranger = server.As(ImageServer.OtherKey);

        using var told = await stranger.GetAsync(accepted.Headers.Location);
        using var cancelled = await stranger.DeleteAsync(accepted.Headers.Location);
        using var followed = await stranger.GetAsync(new Uri($"{accepted.Headers.Location}/events", UriKind.Relative));

        Assert.All([told, cancelled, followed], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Equal(ImageJobState.Running, (await JobAsync(server, accepted)).State);
        _held.Go();
    }

    [Fact]
    public async Task A_cancelled_job_stops_inside_its_step_and_others_go_on()
    {
        await using var server = await ImageServer.StartAsync(_held, ("AtOnce", "2"));
        using var first = await SendAsync(server, ("Prefer", "respond-async"));
        using var second = await SendAsync(server, ("Prefer", "respond-async"));
        await _held.EnteredAsync();
        await _held.EnteredAsync();

        using var deleted = await server.Http.DeleteAsync(first.Headers.Location);
        await _held.CancelledAsync();
        var events = await server.Http.GetStringAsync(new Uri($"{first.Headers.Location}/events", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Accepted, deleted.StatusCode);
        Assert.Contains("event: cancelled", events, StringComparison.Ordinal);
        Assert.Equal(ImageJobState.Running, (await JobAsync(server, second)).State);
        _held.Go();
    }

    [Fact]
    public async Task A_caller_that_goes_away_without_a_key_takes_its_work_along()
    {
        await using var server = await ImageServer.StartAsync(_held);
        using var leaving = new CancellationTokenSource();
        var request = SendAsync(server, leaving.Token);
        await _held.EnteredAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await _held.CancelledAsync();
    }

    [Fact]
    public async Task The_same_key_and_body_is_the_same_work_and_another_body_is_refused()
    {
        await using var server = await ImageServer.StartAsync(_held);
        var first = SendAsync(server, ("Idempotency-Key", "a"));
        await _held.EnteredAsync();
        var second = SendAsync(server, ("Idempotency-Key", "a"));

        _held.Go();

        using var one = await first;
        using var two = await second;
        using var later = await SendAsync(server, ("Idempotency-Key", "a"));
        Assert.Equal(1, _held.Runs);
        Assert.Equal(await one.Content.ReadAsStringAsync(), await two.Content.ReadAsStringAsync());
        Assert.Equal(await one.Content.ReadAsStringAsync(), await later.Content.ReadAsStringAsync());
        using var other = await SendAsync(server, 99, CancellationToken.None, ("Idempotency-Key", "a"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Fact]
    public async Task What_failed_and_may_pass_is_worked_on_again_under_the_same_key()
    {
        await using var server = await ImageServer.StartAsync(_held);
        _held.Break();

        using var broken = await SendAsync(server, ("Idempotency-Key", "a"));
        _held.Go();
        using var made = await SendAsync(server, ("Idempotency-Key", "a"));

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.OK, 2), (broken.StatusCode, made.StatusCode, _held.Runs));
    }

    [Fact]
    public async Task The_client_of_the_workflow_waits_for_a_job_of_the_real_service()
    {
        await using var server = await ImageServer.StartAsync(_held);
        using var lookout = new Lookout();
        using var http = new HttpClient(lookout) { BaseAddress = server.Http.BaseAddress, DefaultRequestHeaders = { { "x-api-key", ImageServer.Key } } };
        var client = new ImageClient(http, Options.Create(new ImageOptions { Wait = TimeSpan.FromSeconds(1) }), TimeProvider.System);

        var running = client.RunAsync("acme", Held, Photo, "image/png");
        await lookout.Looked.WaitAsync(TimeSpan.FromSeconds(60));
        _held.Go();

        Assert.Equal([1, 2, 3], Assert.Single((await running).Outputs).Bytes!);
        Assert.Equal(1, _held.Runs);
    }

    [Fact]
    public async Task The_client_of_the_workflow_takes_its_work_along_when_it_leaves()
    {
        await using var server = await ImageServer.StartAsync(_held);
        using var leaving = new CancellationTokenSource();
        var running = server.Client.RunAsync("acme", Held, Photo, "image/png", leaving.Token);
        await _held.EnteredAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await _held.CancelledAsync();
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused_and_not_taken_for_none()
    {
        await using var server = await ImageServer.StartAsync(_held);

        using var answer = await SendAsync(server, ("Idempotency-Key", new('k', 201)));

        Assert.Equal((HttpStatusCode.BadRequest, 0), (answer.StatusCode, _held.Runs));
        Assert.Contains("idempotency-key-invalid", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_unknown_or_forgotten_is_not_found()
    {
        await using var server = await ImageServer.StartAsync();

        using var response = await server.Http.GetAsync(new Uri("/v1/jobs/0123", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    /// <summary>Sees the first look at a job go by.</summary>
    private sealed class Lookout() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Looked => _looked.Task;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.StartsWith("/v1/jobs/", StringComparison.Ordinal)) _looked.TrySetResult();
            return base.SendAsync(request, cancellationToken);
        }
    }

    private static Task<HttpResponseMessage> SendAsync(ImageServer server, params (string Name, string Value)[] headers) => SendAsync(server, 1, CancellationToken.None, headers);

    private static Task<HttpResponseMessage> SendAsync(ImageServer server, CancellationToken cancellationToken) => SendAsync(server, 1, cancellationToken);

    private static async Task<HttpResponseMessage> SendAsync(ImageServer server, int seed, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/images:held", UriKind.Relative)) { Content = JsonContent.Create(new { seed, inputs = new { image = new { bytes = Photo } } }) };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await server.Http.SendAsync(request, cancellationToken);
    }

    private static async Task<ImageJob> JobAsync(ImageServer server, HttpResponseMessage accepted) =>
        (await server.Http.GetFromJsonAsync(accepted.Headers.Location, AigcJson.Default.ImageJob))!;
}
