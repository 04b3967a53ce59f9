using System.Net;
using Aigc.Azure.Text;
using Aigc.Contracts.Items;
using Aigc.Core.Tests.Text;
using Aigc.Testing.Fakes;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Azure;

/// <summary>The provider as it is wired, against a service on a real port.</summary>
public sealed class AzureOpenAiTests : IAsyncLifetime
{
    private readonly FakeAzureOpenAI _azure = new();

    [Fact]
    public async Task Copy_is_asked_of_the_deployment_with_key_schema_and_limits()
    {
        _azure.Completes("""{"title":"Quester Camp Mug"}""");

        await WriteAsync();

        var call = Assert.Single(_azure.Calls);
        Assert.StartsWith("/openai/deployments/copy-4o/chat/completions?api-version=", call.Path, StringComparison.Ordinal);
        Assert.Equal("secret-key", call.Headers["api-key"]);
        var format = call.Body.GetProperty("response_format");
        Assert.Equal(("json_schema", "title"), (format.GetProperty("type").GetString(), format.GetProperty("json_schema").GetProperty("name").GetString()));
        Assert.Equal("string", format.GetProperty("json_schema").GetProperty("schema").GetProperty("properties").GetProperty("title").GetProperty("type").GetString());
        Assert.Contains(call.Body.EnumerateObject(), property => property.Name is "max_tokens" or "max_completion_tokens");
        Assert.Contains("Camp Mug", call.Body.GetProperty("messages")[0].GetProperty("content").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_comes_with_its_tokens_and_the_model_that_was_really_used()
    {
        _azure.Completes("""{"title":"Quester Camp Mug"}""");

        var result = await WriteAsync();

        Assert.Equal((SlotState.Made, "Quester Camp Mug"), (result.State, result.Text));
        Assert.Equal(("azure-openai", "gpt-4o-2024-11-20", 321L, 12L), (result.Production!.Engine, result.Production.Model, result.Production.InputTokens, result.Production.OutputTokens));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "7", 7)]
    [InlineData(HttpStatusCode.InternalServerError, null, null)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "2", 2)]
    public async Task What_may_pass_is_transient_says_how_long_to_wait_and_is_asked_once(HttpStatusCode status, string? retryAfter, int? seconds)
    {
        _azure.Fails(status, "busy", retryAfter);

        var failure = await Assert.ThrowsAsync<TransientException>(() => WriteAsync());

        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, failure.RetryAfter);
        Assert.Single(_azure.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "content_filter", "content-refused")]
    [InlineData(HttpStatusCode.BadRequest, "context_length_exceeded", "model-refused")]
    [InlineData(HttpStatusCode.Unauthorized, "401", "model-unauthorized")]
    [InlineData(HttpStatusCode.NotFound, "DeploymentNotFound", "model-refused")]
    public async Task What_will_not_pass_is_a_problem_that_names_no_secret(HttpStatusCode status, string code, string expected)
    {
        _azure.Fails(status, code);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => WriteAsync());

        Assert.Equal(expected, problem.Code);
        Assert.DoesNotContain("secret-key", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_the_filter_cut_is_refused()
    {
        _azure.Completes("", "content_filter");

        Assert.Equal("content-refused", (await Assert.ThrowsAsync<ProblemException>(() => WriteAsync())).Code);
    }

    [Fact]
    public async Task A_model_that_does_not_answer_in_time_is_transient()
    {
        _azure.Hangs();

        await Assert.ThrowsAsync<TransientException>(() => WriteAsync(TimeSpan.FromMilliseconds(300)));
    }

    [Fact]
    public async Task A_model_that_cannot_be_reached_is_transient()
    {
        await _azure.DisposeAsync();

        await Assert.ThrowsAsync<TransientException>(() => WriteAsync());
    }

    [Fact]
    public async Task Who_cancels_is_not_told_that_the_model_failed()
    {
        _azure.Hangs();
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Model(TimeSpan.FromSeconds(30)).GetResponseAsync("hello", cancellationToken: cancelled.Token));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _azure.DisposeAsync();

    private Task<SlotResult> WriteAsync(TimeSpan? timeout = null) => new CopyDriver(Model(timeout ?? TimeSpan.FromSeconds(30))).WriteAsync("title.en");

    private NormalisedFailures Model(TimeSpan timeout) => new(AzureOpenAiServices.Create(new() { Endpoint = _azure.Address, Deployment = "copy-4o", ApiKey = "secret-key", Timeout = timeout }));
}
