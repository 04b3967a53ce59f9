using Aigc.Contracts;
using Aigc.Contracts.Reviews;
using Aigc.Core.Batches;
using Aigc.Core.Reviews;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Aigc.Functions;

/// <summary>What waits for people, and what they say.</summary>
public sealed class ReviewFunctions(ReviewDesk desk, BatchDecisions decisions, BatchService batches, TimeProvider time)
{
    private const int MaxDecisions = 1_000;

    [Function(nameof(ListReviews)), Requires(Role.Viewer)]
    [Operation("Reviews; ?batch= and ?state= filter.", Response = typeof(ReviewList))]
    public async Task<IResult> ListReviews([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reviews")] HttpRequest request, CancellationToken cancellationToken)
    {
        var batch = request.Query["batch"] is [{ Length: > 0 } id] ? id : null;
        var page = await desk.ListAsync(request.Tenant(), batch, request.Choice<ReviewState>("state"), request.Limit(), request.After(), cancellationToken);
        return Answers.Json(new ReviewList(page.Reviews, page.Continuation), AigcJson.Default.ReviewList);
    }

    [Function(nameof(GetReview)), Requires(Role.Viewer)]
    [Operation("One review with the item to look at.", Response = typeof(Review))]
    public async Task<IResult> GetReview([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reviews/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var review = await desk.GetAsync(request.Tenant(), id, cancellationToken) ?? throw new ProblemException("not-found", "There is no such review.", 404);
        var item = await batches.ItemAsync(request.Tenant(), review.BatchId, review.Row, cancellationToken);
        return Answers.Json(review with { Item = item }, AigcJson.Default.Review);
    }

    [Function(nameof(DecideReview)), Requires(Role.Reviewer)]
    [Operation("Decides. The first decision counts and is what is answered. An approval may carry the reviewer's own words for texts and selling points; they are judged as what was made is.", Request = typeof(DecisionRequest), Response = typeof(ReviewDecision))]
    public async Task<IResult> DecideReview([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/{id}/decision")] HttpRequest request, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var said = await request.ReadAsync<DecisionRequest>();
        var counted = await decisions.DecideReviewAsync(request.Tenant(), id, Decision(request, said.Verdict, said.Comment, said.Edits), new Workflows(client), cancellationToken);
        return Answers.Json(counted, AigcJson.Default.ReviewDecision);
    }

    [Function(nameof(DecideReviews)), Requires(Role.Reviewer)]
    [Operation("Up to 1,000 decisions at once, answered in their order.", Request = typeof(BulkDecisionRequest), Response = typeof(BulkDecisionResult))]
    public async Task<IResult> DecideReviews([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/decisions")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var said = await request.ReadAsync<BulkDecisionRequest>();
        if (said.Decisions.Count is 0 or > MaxDecisions) throw new ProblemException("decisions-invalid", $"Send 1 to {MaxDecisions} decisions.", 422);
        var all = said.Decisions.Select(one => (one.ReviewId, Decision(request, one.Verdict, one.Comment, one.Edits))).ToList();
        var counted = await decisions.DecideReviewsAsync(request.Tenant(), all, new Workflows(client), cancellationToken);
        return Answers.Json(new BulkDecisionResult(counted), AigcJson.Default.BulkDecisionResult);
    }

    private ReviewDecision Decision(HttpRequest request, Verdict verdict, string? comment, IReadOnlyList<SlotEdit>? edits) => new(verdict, request.Caller().Name, "api", time.GetUtcNow(), comment, edits);
}
