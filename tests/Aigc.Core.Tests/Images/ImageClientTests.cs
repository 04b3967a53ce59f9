using System.Net;
using Aigc.Contracts.Images;
using Aigc.Core.Images;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Aigc.Core.Tests.Images.ScriptedImageService;

namespace Aigc.Core.Tests.Images;

public sealed class ImageClientTests : IDisposable
{
    private static readonly ImagePipelineRequest White = new() { Steps = [new("screen", "screen"), new("white", "white")] };
    private readonly ScriptedImageService _service = new();
    private readonly SkippingClock _clock = new(2, 3, 7);
    private readonly HttpClient _http;

    public ImageClientTests() => _http = new(_service) { BaseAddress = new("http://images.test") };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_job_is_asked_for_when_the_service_says_until_it_has_its_result()
    {
        var running = Job(new("1", ImageJobState.Running, 0, 1));
        running.Headers.RetryAfter = new(TimeSpan.FromSeconds(7));
        _service.Post(Accepted(retryAfter: 3)).Look(running).Look(Job(new("1", ImageJobState.Succeeded, 1, 1, Pictures)));

        var made = await RunAsync();

        Assert.Equal("white", Assert.Single(made.Outputs).Name);
        Assert.Equal(TriageOutcome.Pass, made.Triage!.Outcome);
        Assert.Equal([3, 7], _clock.Skipped);
    }

    [Fact]
    public async Task The_service_is_told_how_long_it_may_hold_its_answer_back()
    {
        _service.Post(Made());

        await RunAsync();

        Assert.Equal("wait=20", _service.Headers[0]["Prefer"]);
    }

    [Fact]
    public async Task The_same_request_of_a_tenant_has_the_same_key_and_no_other_has()
    {
        for (var i = 0; i < 5; i++) _service.Post(Made());

        await RunAsync();
        await RunAsync();
        await RunAsync(tenant: "globex");
        await RunAsync(White with { Seed = 7 });
        await RunAsync(picture: [9]);

        var keys = _service.Headers.Select(headers => headers["Idempotency-Key"]).ToList();
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(4, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Equal(64, key.Length));
    }

    [Fact]
    public async Task The_cookie_of_a_job_goes_with_its_own_calls_and_with_no_other()
    {
        _service.Post(Accepted(cookie: "replica=seven; Path=/; HttpOnly")).Look(Job(new("1", ImageJobState.Succeeded, 1, 1, Pictures))).Post(Made());

        await RunAsync();
        await RunAsync();

        Assert.Equal([null, "replica=seven", null], _service.Headers.Select(headers => headers.GetValueOrDefault("Cookie")));
    }

    [Fact]
    public void The_client_of_the_product_keeps_no_cookies_of_its_own()
    {
        var configuration = new ConfigurationBuilder().Build();
        using var services = new ServiceCollection().AddLogging().AddImages(configuration).BuildServiceProvider();

        var handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(nameof(ImageClient));
        while (handler is DelegatingHandler { InnerHandler: { } inner }) handler = inner;

        Assert.False(Assert.IsType<SocketsHttpHandler>(handler).UseCookies);
    }

    [Fact]
    public async Task A_job_that_its_replica_took_along_is_sent_again_under_the_same_key()
    {
        _service.Post(Accepted("1")).Look(Problem(HttpStatusCode.NotFound), "1").Post(Accepted("2")).Look(Job(new("2", ImageJobState.Succeeded, 1, 1, Pictures)), "2");

        await RunAsync();

        Assert.Equal(_service.Headers[0]["Idempotency-Key"], _service.Headers[2]["Idempotency-Key"]);
    }

    [Fact]
    public async Task A_service_that_loses_every_job_is_not_given_work_for_ever()
    {
        for (var i = 0; i < 3; i++) _service.Post(Accepted()).Look(Problem(HttpStatusCode.NotFound));

        await Assert.ThrowsAsync<TransientException>(() => RunAsync());

        Assert.Equal(6, _service.Calls.Count);
    }

    [Fact]
    public async Task A_look_that_fails_says_nothing_of_the_job()
    {
        _service.Post(Accepted()).Look(Problem(HttpStatusCode.ServiceUnavailable)).Look(Raw(HttpStatusCode.OK, "{")).Look(Job(new("1", ImageJobState.Succeeded, 1, 1, Pictures)));

        Assert.NotNull(await RunAsync());
    }

    [Fact]
    public async Task A_service_that_cannot_be_asked_at_all_is_given_up()
    {
        _service.Post(Accepted());
        for (var i = 0; i < 5; i++) _service.Look(Problem(HttpStatusCode.ServiceUnavailable));

        await Assert.ThrowsAsync<TransientException>(() => RunAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_job_that_failed_ends_as_its_problem_says(bool retryable)
    {
        _service.Post(Accepted()).Look(Job(new("1", ImageJobState.Failed, 0, 1, Problem: new("decode-failed", "It is broken.", 422, retryable))));

        var failure = await Record.ExceptionAsync(() => RunAsync());

        if (retryable) Assert.IsType<TransientException>(failure);
        else Assert.Equal(("decode-failed", 422), (Assert.IsType<ProblemException>(failure).Code, ((ProblemException)failure).Status));
    }

    [Fact]
    public async Task A_problem_that_may_pass_by_itself_is_no_fault_of_the_picture()
    {
        _service.Post(Problem(HttpStatusCode.Conflict, retryable: true)).Post(Problem(HttpStatusCode.Conflict));

        await Assert.ThrowsAsync<TransientException>(() => RunAsync());
        await Assert.ThrowsAsync<ProblemException>(() => RunAsync());
    }

    [Fact]
    public async Task Who_stops_waiting_cancels_the_job()
    {
        using var leaving = new CancellationTokenSource();
        _service.Post(Accepted(retryAfter: 60, cookie: "replica=seven")).Cancel();
        var running = RunAsync(cancellationToken: leaving.Token);
        await _service.ArrivedAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await _service.ArrivedAsync();
        Assert.Equal("DELETE /v1/jobs/1", _service.Calls[^1]);
        Assert.Equal("replica=seven", _service.Headers[^1]["Cookie"]);
    }

    [Fact]
    public async Task Who_stops_waiting_before_the_job_has_a_name_cancels_it_as_soon_as_it_has_one()
    {
        using var leaving = new CancellationTokenSource();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _service.Post(() => answer.Task).Cancel();
        var running = RunAsync(cancellationToken: leaving.Token);
        await _service.ArrivedAsync();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        answer.SetResult(Accepted());

        await _service.ArrivedAsync();
        Assert.Equal("DELETE /v1/jobs/1", _service.Calls[^1]);
    }

    [Fact]
    public async Task After_the_deadline_the_job_is_cancelled_and_may_be_tried_later()
    {
        var clock = new SkippingClock(59);
        _service.Post(Accepted(retryAfter: 59));
        for (var i = 0; i < 10; i++) _service.Look(Job(new("1", ImageJobState.Running, 0, 1)));
        _service.Cancel();

        var late = await Assert.ThrowsAsync<TransientException>(() => RunAsync(clock: clock));

        Assert.Contains("00:10:00", late.Message, StringComparison.Ordinal);
        Assert.Equal("DELETE /v1/jobs/1", _service.Calls[^1]);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, "null")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, """{"id":"1","state":"queued","step":0,"steps":1}""")]
    [InlineData(HttpStatusCode.OK, """{"triage":{"outcome":"pass","reasons":[]},"outputs":[],"seed":0,"timings":{}}""")]
    [InlineData(HttpStatusCode.OK, """{"outputs":[{"name":"white","engine":"fake","width":1,"height":1}],"seed":0,"timings":{}}""")]
    [InlineData(HttpStatusCode.OK, """{"triage":{"outcome":"pass","reasons":[]},"outputs":[null],"seed":0,"timings":{}}""")]
    [InlineData(HttpStatusCode.Accepted, "{}")]
    [InlineData(HttpStatusCode.NoContent, "")]
    public async Task An_answer_of_another_shape_is_an_error_and_never_half_a_result(HttpStatusCode status, string body)
    {
        _service.Post(Raw(status, body));

        var failure = await Assert.ThrowsAsync<TransientException>(() => RunAsync());

        Assert.Contains("cannot be read", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:02:00", "00:02:00", "00:10:00")]
    [InlineData("00:00:20", "00:02:00", "00:01:00")]
    [InlineData("00:00:00", "00:02:00", "00:10:00")]
    [InlineData("00:00:20", "00:02:00", "01:00:00")]
    public void Times_that_make_no_sense_together_are_refused_at_the_start(string wait, string timeout, string deadline)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Aigc:Images:Wait", wait), new("Aigc:Images:Timeout", timeout), new("Aigc:Images:Deadline", deadline)]).Build();
        using var services = new ServiceCollection().AddLogging().AddImages(configuration).BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ImageOptions>>().Value);
    }

    private Task<ImagePipelineResponse> RunAsync(ImagePipelineRequest? request = null, string tenant = "acme", byte[]? picture = null, SkippingClock? clock = null, CancellationToken cancellationToken = default) =>
        new ImageClient(_http, Options.Create(new ImageOptions()), clock ?? _clock).RunAsync(tenant, request ?? White, picture ?? [1, 2, 3], "image/png", cancellationToken);
}
