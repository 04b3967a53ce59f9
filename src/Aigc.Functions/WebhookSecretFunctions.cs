using System.Text.RegularExpressions;
using Aigc.Contracts;
using Aigc.Core.Tenants;
using Aigc.Core.Webhooks;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>The secrets that webhooks are signed with.</summary>
public sealed partial class WebhookSecretFunctions(WebhookSecrets secrets)
{
    [Function(nameof(GetWebhookSecret)), Requires(Role.Admin)]
    [Operation("The signing secret NAME, made on first use: 'outgoing', or 'incoming.CHANNEL' for approvals that come in.", Response = typeof(NewKey))]
    public async Task<IResult> GetWebhookSecret([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhook-secrets/{name}")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        if (!Known().IsMatch(name)) throw new ProblemException("not-found", "A secret is named 'outgoing' or 'incoming.CHANNEL'.", 404);
        var stored = name == WebhookSecrets.Outgoing ? name : WebhookSecrets.Incoming(name["incoming.".Length..]);
        var secret = await secrets.GetOrCreateAsync(request.Tenant(), stored, cancellationToken);
        return Answers.Json(new NewKey(secret.Reveal()), AigcJson.Default.NewKey);
    }

    [GeneratedRegex(@"\A(?:outgoing|incoming\.[a-z0-9-]{1,40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Known();
}
