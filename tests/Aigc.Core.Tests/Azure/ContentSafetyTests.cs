using System.Net;
using Aigc.Azure.Safety;
using Aigc.Contracts.Safety;
using Aigc.Testing.Fakes;

namespace Aigc.Core.Tests.Azure;

public sealed class ContentSafetyTests : IAsyncLifetime
{
    private readonly FakeContentSafety _azure = new();

    [Fact]
    public async Task Text_is_analysed_and_the_four_categories_become_classes_of_harm()
    {
        _azure.Finds(hate: 2, selfHarm: 4, sexual: 6, violence: 0);

        var findings = await Texts().FindAsync("some text", "en", default);

        var call = Assert.Single(_azure.Calls);
        Assert.StartsWith("/contentsafety/text:analyze?api-version=2023-10-01", call.Path, StringComparison.Ordinal);
        Assert.Equal(("secret-key", "some text"), (call.Headers["Ocp-Apim-Subscription-Key"].ToString(), call.Body.GetProperty("text").GetString()));
        Assert.Equal([(HarmClass.Discrimination, 2), (HarmClass.MentalHealth, 4), (HarmClass.Ethics, 6)], findings.Select(finding => (finding.Class, finding.Severity)));
    }

    [Fact]
    public async Task A_long_text_is_analysed_in_parts_and_none_is_left_out()
    {
        _azure.Finds();
        _azure.Finds(violence: 4);

        var findings = await Texts().FindAsync(new string('a', 10_000) + "the end", "en", default);

        Assert.Equal([10_000, 7], _azure.Calls.Select(call => call.Body.GetProperty("text").GetString()!.Length));
        Assert.Equal(HarmClass.BodilyHarm, Assert.Single(findings).Class);
    }

    [Fact]
    public async Task What_the_lexicon_knows_is_found_although_the_service_is_content()
    {
        _azure.Finds();

        Assert.Contains(await Texts().FindAsync("a miracle cure", "en", default), finding => finding.Class == HarmClass.Ethics);
    }

    [Fact]
    public async Task A_picture_travels_as_its_bytes()
    {
        _azure.Finds(sexual: 4);

        var findings = await Images().FindAsync(new byte[] { 1, 2, 3 }, "image/png", default);

        var call = Assert.Single(_azure.Calls);
        Assert.StartsWith("/contentsafety/image:analyze?api-version=2023-10-01", call.Path, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], call.Body.GetProperty("image").GetProperty("content").GetBytesFromBase64());
        Assert.Equal(new SafetyFinding(HarmClass.Ethics, 4, null), Assert.Single(findings));
    }

    [Fact]
    public async Task A_busy_service_is_transient_says_when_to_come_back_and_is_asked_once()
    {
        _azure.Fails(HttpStatusCode.TooManyRequests, "3");

        var failure = await Assert.ThrowsAsync<TransientException>(() => Texts().FindAsync("text", "en", default));

        Assert.Equal(TimeSpan.FromSeconds(3), failure.RetryAfter);
        Assert.Single(_azure.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task A_refusal_is_a_problem_and_never_a_clean_verdict(HttpStatusCode status)
    {
        _azure.Fails(status);
        _azure.Fails(status);

        Assert.Equal("safety-check-failed", (await Assert.ThrowsAsync<ProblemException>(() => Texts().FindAsync("text", "en", default))).Code);
        Assert.Equal("safety-check-failed", (await Assert.ThrowsAsync<ProblemException>(() => Images().FindAsync(new byte[] { 1 }, "image/png", default))).Code);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_transient()
    {
        await _azure.DisposeAsync();

        await Assert.ThrowsAsync<TransientException>(() => Texts().FindAsync("text", "en", default));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _azure.DisposeAsync();

    private AzureTextModerator Texts() => new(ContentSafetyServices.Create(new() { Endpoint = _azure.Address, ApiKey = "secret-key" }));

    private AzureImageModerator Images() => new(ContentSafetyServices.Create(new() { Endpoint = _azure.Address, ApiKey = "secret-key" }));
}
