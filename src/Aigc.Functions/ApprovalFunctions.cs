using Aigc.Core.Batches;
using Aigc.Core.Reviews;
using Aigc.Core.Webhooks;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Aigc.Functions;

/// <summary>Decisions that other systems send in.</summary>
public sealed class ApprovalFunctions(ApprovalWebhooks webhooks, BatchDecisions decisions)
{
    [Function(nameof(ReceiveApproval)), OpenToAll("The call is signed after Standard Webhooks, and its body carries a one-time token.")]
    [Operation("A signed decision. CHANNEL is TENANT.NAME, as its secret was made for.", Status = 204)]
    public async Task<IResult> ReceiveApproval([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/approvals/{channel}")] HttpRequest request, string channel, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var outcome = await webhooks.VerifyAsync(await CallAsync(request, channel, cancellationToken), cancellationToken);
        var workflows = new Workflows(client);
        if (outcome.Review is { } review) await decisions.DecideReviewAsync(outcome.Tenant, outcome.Target.ReviewId!, review, workflows, cancellationToken);
        if (outcome.Gate is { } gate) await decisions.DecideGateAsync(outcome.Tenant, outcome.Target.BatchId!, gate, workflows, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<ApprovalCall> CallAsync(HttpRequest request, string channel, CancellationToken cancellationToken)
    {
        if (channel.Split('.') is not [{ Length: > 0 and <= 40 } tenant, { Length: > 0 and <= 40 } name]) throw new ProblemException("not-found", "There is no such channel.", 404);
        request.LimitBody(ApprovalWebhooks.MaxBody);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        string? Header(string header) => request.Headers[header] is [{ } value] ? value : null;
        return new(tenant, name, new WebhookHeaders(Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature")), body.ToArray());
    }
}
