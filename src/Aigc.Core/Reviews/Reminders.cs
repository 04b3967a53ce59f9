using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Reviews;
using Aigc.Core.Delivery;

namespace Aigc.Core.Reviews;

/// <summary>Tells the tenant's systems that people are waited for, with a link and a one-time token for each decision. A repeated announcement is sent once.</summary>
public sealed class Reminders(ReviewDesk desk, ApprovalTokens tokens, Outbox outbox, PublicLinks links)
{
    /// <summary>Most reviews that one announcement lists with tokens, to stay under the size of an event; the link leads to all of them.</summary>
    public const int MaxListed = 25;

    /// <param name="open">How many reviews wait.</param>
    /// <param name="reminder">0: the first announcement; then 1, 2, ...</param>
    public async Task AnnounceReviewsAsync(Batch batch, long open, int reminder, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        // A retried batch waits again, and says so again.
        var id = string.Create(CultureInfo.InvariantCulture, $"{batch.Id}-reviews-{batch.Retries}-{reminder}");
        if (await outbox.HasAsync(batch.Tenant, id, cancellationToken)) return;
        var listed = new JsonArray();
        var page = await desk.ListAsync(batch.Tenant, batch.Id, ReviewState.Open, MaxListed, null, cancellationToken);
        foreach (var review in page.Reviews) listed.Add(await DescribeAsync(batch.Tenant, review, cancellationToken));
        var data = new JsonObject { ["batchId"] = batch.Id, ["open"] = open, ["link"] = links.Reviews(batch.Id), ["reviews"] = listed };
        await AddAsync(batch, id, reminder == 0 ? "review.requested" : "review.reminder", data, now, cancellationToken);
    }

    public async Task AnnounceGateAsync(Batch batch, Gate gate, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var name = gate.ToString().ToLowerInvariant();
        var id = string.Create(CultureInfo.InvariantCulture, $"{batch.Id}-gate-{name}-{batch.Retries}");
        if (await outbox.HasAsync(batch.Tenant, id, cancellationToken)) return;
        var token = await tokens.IssueAsync(batch.Tenant, ApprovalTarget.OfGate(batch.Id, gate), cancellationToken);
        var data = new JsonObject { ["batchId"] = batch.Id, ["gate"] = name, ["link"] = links.Gate(batch.Id, name), ["token"] = token };
        await AddAsync(batch, id, "gate.requested", data, now, cancellationToken);
    }

    private async Task<JsonNode> DescribeAsync(string tenant, Review review, CancellationToken cancellationToken) => new JsonObject
    {
        ["id"] = review.Id,
        ["productId"] = review.ProductId,
        ["why"] = new JsonArray([.. review.Why.Take(5).Select(why => (JsonNode)why)]),
        ["link"] = links.Review(review.Id),
        ["token"] = await tokens.IssueAsync(tenant, ApprovalTarget.OfReview(review.Id), cancellationToken),
    };

    private Task<bool> AddAsync(Batch batch, string id, string type, JsonObject data, DateTimeOffset now, CancellationToken cancellationToken) =>
        outbox.AddAsync(batch.Tenant, new OutgoingEvent(id, type, now, JsonSerializer.SerializeToElement(data, DeliveryJson.Default.JsonObject))
        {
            Subject = batch.Id,
            WebhookUrl = batch.Recipe.Delivery.WebhookUrl,
        }, cancellationToken);
}
