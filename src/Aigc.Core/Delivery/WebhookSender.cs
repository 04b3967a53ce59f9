using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Aigc.Core.Webhooks;

namespace Aigc.Core.Delivery;

/// <summary>Makes one signed call through the guarded client.</summary>
public sealed class WebhookSender(IHttpClientFactory clients, WebhookSecrets secrets, WebhookEndpoints endpoints, TimeProvider time)
{
    /// <summary>The named client that reaches public addresses only and follows no redirects.</summary>
    public const string Client = "guarded";

    /// <summary>How long the other side may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Calls the event's own address or the tenant's; an endpoint that says 410 is not called again.</summary>
    internal async Task<SendResult> SendAsync(string tenant, OutgoingEvent outgoing, CancellationToken cancellationToken)
    {
        var url = outgoing.WebhookUrl ?? await endpoints.GetDefaultAsync(tenant, cancellationToken);
        if (url is null) return SendResult.Ok;
        if (await endpoints.IsDisabledAsync(tenant, url, cancellationToken)) return SendResult.Hopeless("endpoint-disabled");
        var result = await CallAsync(tenant, url, outgoing, cancellationToken);
        if (result.Outcome == SendOutcome.Gone) await endpoints.DisableAsync(tenant, url, cancellationToken);
        return result;
    }

    private async Task<SendResult> CallAsync(string tenant, string url, OutgoingEvent outgoing, CancellationToken cancellationToken)
    {
        if (!WebhookEndpoints.IsHttps(url)) return SendResult.Hopeless("not-https");
        var active = await secrets.ActiveAsync(tenant, WebhookSecrets.Outgoing, cancellationToken);
        if (active.Count == 0) active = [await secrets.GetOrCreateAsync(tenant, WebhookSecrets.Outgoing, cancellationToken)];
        using var request = Signed(url, outgoing, active);
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient(Client);
            // The answer's body is nobody's business: it is not read, so it cannot be too long.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response);
        }
        catch (Exception e) when (e is HttpRequestException or TransientException) { return SendResult.Failed("unreachable"); }
        catch (ProblemException e) { return SendResult.Failed(e.Code); }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) { return SendResult.Failed("timed-out"); }
    }

    private HttpRequestMessage Signed(string url, OutgoingEvent outgoing, IReadOnlyList<WebhookSecret> active)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new WebhookBody(outgoing.Type, outgoing.At, outgoing.Data), DeliveryJson.Default.WebhookBody);
        var now = time.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookHeaders.IdName, outgoing.Id);
        request.Headers.Add(WebhookHeaders.TimestampName, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookHeaders.SignatureName, string.Join(' ', active.Select(secret => StandardWebhook.Sign(outgoing.Id, now, body, secret))));
        return request;
    }

    private SendResult Judge(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode) return SendResult.Ok;
        if (response.StatusCode == HttpStatusCode.Gone) return SendResult.Gone;
        var retryAfter = response.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - time.GetUtcNow() : null;
        return SendResult.Failed(string.Create(CultureInfo.InvariantCulture, $"status-{(int)response.StatusCode}"), retryAfter);
    }
}

internal enum SendOutcome { Ok, Failed, Gone, Hopeless }

/// <param name="Failure">A code; never text of the other side.</param>
internal sealed record SendResult(SendOutcome Outcome, string? Failure = null, TimeSpan? RetryAfter = null)
{
    public static readonly SendResult Ok = new(SendOutcome.Ok);
    public static readonly SendResult Gone = new(SendOutcome.Gone, "status-410");

    public static SendResult Failed(string failure, TimeSpan? retryAfter = null) => new(SendOutcome.Failed, failure, retryAfter);

    public static SendResult Hopeless(string failure) => new(SendOutcome.Hopeless, failure);
}
