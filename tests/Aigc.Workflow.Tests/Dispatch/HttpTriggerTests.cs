using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aigc.Runtime.Dispatch;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Workflow.Tests.Dispatch;

public sealed class HttpTriggerTests
{
    [Theory]
    [InlineData("api/greet/ann/3", HttpStatusCode.OK, "ann 3 GET")]
    [InlineData("api/greet/ann/three", HttpStatusCode.NotFound, "")]
    [InlineData("greet/ann/3", HttpStatusCode.NotFound, "")]
    [InlineData("api/action", (HttpStatusCode)418, "")]
    [InlineData("api/value", HttpStatusCode.OK, """{"name":"a","count":3}""")]
    [InlineData("api/nothing", HttpStatusCode.NoContent, "")]
    public async Task A_route_is_matched_and_what_the_function_returns_is_answered(string path, HttpStatusCode status, string body)
    {
        await using var host = await DispatchHost.StartAsync();

        using var response = await host.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
        if (body.Length > 0) Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_method_that_the_trigger_does_not_name_is_refused()
    {
        await using var host = await DispatchHost.StartAsync();

        using var response = await host.Http.PostAsync(new Uri("api/value", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task The_prefix_comes_from_host_json()
    {
        await using var host = await DispatchHost.StartAsync("""{ "http": { "routePrefix": "v9" } }""");

        Assert.Equal("ann 1 GET", await host.Http.GetStringAsync(new Uri("v9/greet/ann/1", UriKind.Relative)));
    }

    [Fact]
    public async Task What_a_function_throws_stays_in_the_log()
    {
        await using var host = await DispatchHost.StartAsync();

        using var response = await host.Http.GetAsync(new Uri("api/broken", UriKind.Relative));

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("internal-error", problem.GetProperty("code").GetString());
        Assert.Equal(32, problem.GetProperty("traceId").GetString()!.Length);
        Assert.DoesNotContain("1234", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("the-key", HttpStatusCode.OK)]
    public async Task A_function_that_needs_a_key_opens_with_it(string? key, HttpStatusCode status)
    {
        await using var host = await DispatchHost.StartAsync();
        if (key is not null) host.Http.DefaultRequestHeaders.Add("x-functions-key", key);

        using var response = await host.Http.GetAsync(new Uri("api/locked", UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task So_many_run_so_many_wait_and_the_rest_is_told_to_come_back()
    {
        await using var host = await DispatchHost.StartAsync("""{ "http": { "maxConcurrentRequests": 1, "maxOutstandingRequests": 2 } }""");
        var running = host.Http.GetStringAsync(new Uri("api/held", UriKind.Relative));
        await host.Probe.EnteredAsync();

        // One of the two waits; which of them is sent away is for chance to say.
        Task<HttpResponseMessage>[] others = [host.Http.GetAsync(new Uri("api/held", UriKind.Relative)), host.Http.GetAsync(new Uri("api/held", UriKind.Relative))];
        using var refused = await await Task.WhenAny(others);
        Assert.Equal((HttpStatusCode.TooManyRequests, "1"), (refused.StatusCode, refused.Headers.RetryAfter!.ToString()));

        host.Probe.Go(2);
        Assert.Equal("done", await running);
        var answers = await Task.WhenAll(others);
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(1, host.Probe.Peak);
    }

    [Fact]
    public async Task An_open_stream_takes_no_place_from_requests()
    {
        await using var host = await DispatchHost.StartAsync("""{ "http": { "maxConcurrentRequests": 1, "maxOutstandingRequests": 1 } }""");
        using var stream = await host.Http.GetAsync(new Uri("api/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await host.Probe.EnteredAsync();

        Assert.Equal("ann 1 GET", await host.Http.GetStringAsync(new Uri("api/greet/ann/1", UriKind.Relative)));
    }

    [Fact]
    public async Task A_function_that_is_always_answered_needs_no_place()
    {
        await using var host = await DispatchHost.StartAsync("""{ "http": { "maxConcurrentRequests": 1, "maxOutstandingRequests": 1 } }""");
        var running = host.Http.GetStringAsync(new Uri("api/held", UriKind.Relative));
        await host.Probe.EnteredAsync();

        using var refused = await host.Http.GetAsync(new Uri("api/action", UriKind.Relative));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("yes", await host.Http.GetStringAsync(new Uri("api/alive", UriKind.Relative)));

        host.Probe.Go();
        await running;
    }

    [Fact]
    public void A_function_that_is_to_be_always_answered_has_to_be_there()
    {
        var options = new FunctionHostOptions([typeof(ProbeFunctions).Assembly], "none") { AlwaysAnswered = ["alife"] };

        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddFunctions(_ => { }, options));

        Assert.Contains("alife", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_goes_away_cancels_the_function()
    {
        await using var host = await DispatchHost.StartAsync();
        using var leaving = new CancellationTokenSource();
        var request = host.Http.GetAsync(new Uri("api/held", UriKind.Relative), leaving.Token);
        await host.Probe.EnteredAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await host.Probe.CancelledAsync();
    }
}
