using System.Text.Json;
using Aigc.Contracts.Reviews;
using Aigc.Core.Storage;
using Aigc.Core.Webhooks;

namespace Aigc.Core.Reviews;

/// <summary>An incoming approval as it came over the wire.</summary>
/// <param name="Channel">The name of the sender, such as <c>dingtalk</c>: 1 to 40 of [a-z0-9-].</param>
/// <param name="Body">At most <see cref="ApprovalWebhooks.MaxBody"/> bytes.</param>
public sealed record ApprovalCall(string Tenant, string Channel, WebhookHeaders Headers, ReadOnlyMemory<byte> Body);

/// <summary>A decision that came in and holds. Hand it to the desk of its kind; that is safe to repeat.</summary>
/// <param name="Review">Filled where the target is a review.</param>
/// <param name="Gate">Filled where the target is a gate.</param>
/// <param name="Replayed">The call came before and is answered as it was then.</param>
public sealed record ApprovalOutcome(string Tenant, ApprovalTarget Target, ReviewDecision? Review, GateDecision? Gate, bool Replayed);

/// <summary>
/// Decisions that another system sends in: signed after Standard Webhooks 1.0 with the secret of tenant and channel, fresh, each call id good for one
/// token and each token good for one call.
/// </summary>
public sealed class ApprovalWebhooks(WebhookSecrets secrets, ApprovalTokens tokens, IRecordStore records, TimeProvider time)
{
    /// <summary>In bytes.</summary>
    public const int MaxBody = 64 * 1024;

    private const string Table = "approvalcalls";

    /// <summary>Verifies the call and uses up its token.</summary>
    /// <exception cref="ProblemException">
    /// <c>body-too-large</c> (413), <c>signature-invalid</c>, <c>timestamp-outside-tolerance</c>, <c>token-invalid</c>, <c>token-expired</c> (401),
    /// <c>approval-invalid</c> (422), <c>webhook-id-reused</c>, <c>token-used</c> (409).
    /// </exception>
    public async Task<ApprovalOutcome> VerifyAsync(ApprovalCall call, CancellationToken cancellationToken = default)
    {
        if (call.Body.Length > MaxBody) throw new ProblemException("body-too-large", "An approval is at most 64 KB.", 413);
        var active = await secrets.ActiveAsync(call.Tenant, WebhookSecrets.Incoming(call.Channel), cancellationToken);
        var callId = StandardWebhook.Verify(call.Headers, call.Body.Span, active, time.GetUtcNow());
        var said = ApprovalBody.Parse(call.Body.Span);
        await ClaimAsync(call, callId, said.Token, cancellationToken);
        var use = new TokenUse($"{call.Channel}/{callId}", said.Verdict, said.By, "webhook:" + call.Channel, time.GetUtcNow(), said.Comment);
        return Outcome(call.Tenant, await tokens.RedeemAsync(call.Tenant, said.Token, use.CallId, use, cancellationToken));
    }

    // The claim comes before the token, so that one signed call cannot be stretched over two tokens; a crash in between leaves the call free to come again.
    private async Task ClaimAsync(ApprovalCall call, string callId, string token, CancellationToken cancellationToken)
    {
        var partition = $"{call.Tenant}|{call.Channel}";
        var claim = new ApprovalClaim(ApprovalTokens.HashOf(token), time.GetUtcNow());
        if (await records.InsertAsync(Table, partition, callId, JsonSerializer.Serialize(claim, ReviewsJson.Default.ApprovalClaim), cancellationToken) is not null) return;
        var first = await records.GetAsync(Table, partition, callId, cancellationToken);
        if (JsonSerializer.Deserialize(first!.Json, ReviewsJson.Default.ApprovalClaim)!.TokenHash != claim.TokenHash)
            throw new ProblemException("webhook-id-reused", "A call with this id has decided something else.", 409);
    }

    private static ApprovalOutcome Outcome(string tenant, Redeemed redeemed)
    {
        var (target, use) = (redeemed.Target, redeemed.Use);
        return target.Gate is { } gate
            ? new(tenant, target, null, new GateDecision(gate, use.Verdict, use.By, use.Via, use.At, use.Comment), redeemed.Replayed)
            : new(tenant, target, new ReviewDecision(use.Verdict, use.By, use.Via, use.At, use.Comment), null, redeemed.Replayed);
    }
}

/// <summary>Which token a call id was first seen with.</summary>
internal sealed record ApprovalClaim(string TokenHash, DateTimeOffset At);
