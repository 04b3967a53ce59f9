using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aigc.Runtime;
using Aigc.Runtime.Dispatch;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
    [InlineData("api/object", HttpStatusCode.OK, """{"name":"a","count":3}""")]
    [InlineData("api/files/a/b%20c.png", HttpStatusCode.OK, "\u0001\u0002\u0003")]
    [InlineData("api/age/7", HttpStatusCode.OK, "7 years")]
    [InlineData("api/age/7/months", HttpStatusCode.OK, "7 months")]
    [InlineData("API/GREET/ann/3", HttpStatusCode.OK, "ann 3 GET")]
    public async Task A_route_is_matched_and_what_the_function_returns_is_answered(string path, HttpStatusCode status, string body)
    {
        await using var host = await DispatchHost.StartAsync();

        using var response = await host.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
        if (body.Length > 0) Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("seven")]
    [InlineData("99999999999")]
    [InlineData("7.5")]
    public async Task A_value_that_does_not_fit_its_parameter_is_the_callers_mistake(string years)
    {
        await using var host = await DispatchHost.StartAsync();

        using var response = await host.Http.GetAsync(new Uri($"api/age/{years}", UriKind.Relative));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-parameter"), await ProblemAsync(response));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_of_the_function_is_refused_whether_its_length_was_told_or_not(bool isTold)
    {
        await using var host = await DispatchHost.StartAsync();
        using var fits = await host.Http.PostAsync(new Uri("api/upload", UriKind.Relative), new ByteArrayContent(new byte[1_000]));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/upload", UriKind.Relative)) { Content = new ByteArrayContent(new byte[1_001]) };
        request.Headers.TransferEncodingChunked = !isTold;

        using var response = await host.Http.SendAsync(request);

        Assert.Equal("1000", await fits.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "bad-request"), await ProblemAsync(response));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_does_not_look_whole()
    {
        await using var host = await DispatchHost.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => host.Http.GetStringAsync(new Uri("api/cut", UriKind.Relative)));
    }

    [Fact]
    public async Task A_problem_names_the_trace_of_the_caller()
    {
        await using var host = await DispatchHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/broken", UriKind.Relative));
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var response = await host.Http.SendAsync(request);

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Methods_are_told_apart_whatever_their_case()
    {
        await using var host = await DispatchHost.StartAsync();

        using var posted = await host.Http.PostAsync(new Uri("api/object", UriKind.Relative), null);
        using var put = await host.Http.PutAsync(new Uri("api/object", UriKind.Relative), null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.MethodNotAllowed), (posted.StatusCode, put.StatusCode));
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
    [InlineData("api/locked", null, HttpStatusCode.Unauthorized)]
    [InlineData("api/locked", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("api/locked", "the-key", HttpStatusCode.OK)]
    [InlineData("api/locked", "the-admin", HttpStatusCode.OK)]
    [InlineData("api/locked?code=the-key", null, HttpStatusCode.OK)]
    [InlineData("api/locked?code=the-key", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("api/managed", "the-key", HttpStatusCode.Unauthorized)]
    [InlineData("api/managed", "the-admin", HttpStatusCode.OK)]
    public async Task A_function_that_needs_a_key_opens_with_it(string path, string? key, HttpStatusCode status)
    {
        await using var host = await DispatchHost.StartAsync();
        if (key is not null) host.Http.DefaultRequestHeaders.Add("x-functions-key", key);

        using var response = await host.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task The_middleware_that_was_added_first_is_the_outermost_and_sees_the_request()
    {
        var seen = new List<string>();
        await using var host = await DispatchHost.StartAsync(configure: worker => worker.UseMiddleware(NoteAs("first")).UseMiddleware(NoteAs("second")));

        await host.Http.GetStringAsync(new Uri("api/greet/ann/1", UriKind.Relative));

        Assert.Equal(["first /api/greet/ann/1", "second /api/greet/ann/1", "second greet", "first greet"], seen);

        Func<FunctionContext, Func<Task>, Task> NoteAs(string name) => async (context, next) =>
        {
            seen.Add($"{name} {context.GetHttpContext()!.Request.Path}");
            await next();
            seen.Add($"{name} {context.FunctionDefinition.Name}");
        };
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
    public async Task A_caller_is_told_to_come_back_when_the_engine_takes_nothing_new_whatever_the_middleware_makes_of_failures()
    {
        await using var host = await DispatchHost.StartAsync(configure: worker => worker.UseMiddleware(async (_, next) =>
        {
            try
            {
                await next();
            }
            catch (Exception failure)
            {
                throw new InvalidDataException("The middleware has hidden it.", failure);
            }
        }));
        host.Probe.Failure = new EngineOverloadedException("full", TimeSpan.FromSeconds(2.5));
        host.Probe.Go();

        using var refused = await host.Http.GetAsync(new Uri("api/held", UriKind.Relative));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "3"), (refused.StatusCode, refused.Headers.RetryAfter!.ToString()));
        Assert.Contains("\"code\":\"overloaded\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
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

    private static async Task<(HttpStatusCode Status, string? Code)> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }
}
