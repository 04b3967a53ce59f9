using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Reviews;
using Aigc.Core.Reviews;
using Aigc.Core.Tenants;
using Aigc.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.EndToEnd.Tests;

/// <summary>Decisions that come in signed: the genuine one counts once, and nothing else counts at all.</summary>
public sealed class ApprovalWebhookTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Recipe = """{"outputs":[{"slot":"title.en"}],"review":{"sampleRate":1}}""";

    [Fact]
    public async Task A_signed_approval_with_its_token_decides_and_a_replay_changes_nothing()
    {
        var (admin, batch, secret, body) = await WaitingAsync("signed");

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("signed.erp", "call-1", body, secret));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("signed.erp", "call-1", body, secret));

        batch = await admin.FollowAsync(batch.Id, BatchState.Completed);
        Assert.Equal(1, batch.Counts.Accepted);
        var review = await admin.GetFromJsonAsync($"reviews/{batch.Id}-1", AigcJson.Default.Review);
        Assert.Equal(("webhook:erp", "ann"), (review!.Decision!.Via, review.Decision.By));
    }

    [Fact]
    public async Task Whatever_is_forged_stale_or_used_before_is_refused_and_decides_nothing()
    {
        var (admin, batch, secret, body) = await WaitingAsync("forged");
        var now = TimeProvider.System.GetUtcNow();

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("forged.erp", "c1", body, WebhookSecret.New()));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("forged.erp", "c2", body, secret, at: now.AddMinutes(-6)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("forged.erp", "c3", body, secret, at: now.AddMinutes(6)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("forged.erp", "c4", body, secret, sent: body.Replace("approve", "reject", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("forged.erp", "c5", body.Replace("\"token\":\"", "\"token\":\"x", StringComparison.Ordinal), secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("forged.other", "c6", body, secret));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync("forged.erp", "c7", "{}", secret));
        Assert.Equal(ReviewState.Open, (await admin.GetFromJsonAsync($"reviews/{batch.Id}-1", AigcJson.Default.Review))!.State);

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("forged.erp", "c8", body, secret));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("forged.erp", "c9", body, secret));
    }

    private async Task<(HttpClient Admin, Batch Batch, WebhookSecret Secret, string Body)> WaitingAsync(string tenant)
    {
        var admin = await host.ClientAsync(tenant, Role.Admin);
        var answer = await admin.PostAsync("webhook-secrets/incoming.erp", null);
        var secret = WebhookSecret.Parse((await answer.Content.ReadFromJsonAsync(AigcJson.Default.NewKey))!.Key);
        var batch = await admin.SubmitAsync("feed.csv", "id,title\na1,Mug\n"u8.ToArray(), recipe: Recipe);
        batch = await admin.FollowAsync(batch.Id, BatchState.InReview);
        var token = await host.Services.GetRequiredService<ApprovalTokens>().IssueAsync(tenant, ApprovalTarget.OfReview(ReviewIds.Of(batch.Id, 1)));
        return (admin, batch, secret, $$$"""{"type":"approval.decided","timestamp":"2026-01-01T00:00:00Z","data":{"token":"{{{token}}}","verdict":"approve","by":"ann"}}""");
    }

    private async Task<HttpStatusCode> PostAsync(string channel, string id, string body, WebhookSecret secret, DateTimeOffset? at = null, string? sent = null)
    {
        var time = at ?? TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"webhooks/approvals/{channel}") { Content = new StringContent(sent ?? body, Encoding.UTF8, "application/json") };
        request.Headers.Add(WebhookHeaders.IdName, id);
        request.Headers.Add(WebhookHeaders.TimestampName, time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookHeaders.SignatureName, StandardWebhook.Sign(id, time, Encoding.UTF8.GetBytes(body), secret));
        using var response = await host.Client(null).SendAsync(request);
        return response.StatusCode;
    }
}
