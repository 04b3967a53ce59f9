using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Core.Batches;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Aigc.Functions.Submissions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Aigc.Functions;

/// <summary>Hand batches in and look at them.</summary>
public sealed class BatchFunctions(BatchService batches, SubmissionReader submissions)
{
    [Function(nameof(SubmitBatch)), Requires(Role.Operator)]
    [Operation("Hands in a feed: multipart/form-data (feed, recipe, label, media) or JSON. The same Idempotency-Key gives the same batch.", Request = typeof(BatchRequest), Response = typeof(Batch), Status = 202)]
    public async Task<IResult> SubmitBatch([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "batches")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var submit = await submissions.ReadAsync(request, cancellationToken);
        var batch = await batches.SubmitAsync(submit, new Workflows(client), cancellationToken);
        return Answers.Accepted(request, $"/api/v1/batches/{batch.Id}", batch, AigcJson.Default.Batch);
    }

    [Function(nameof(ListBatches)), Requires(Role.Viewer)]
    [Operation("Batches, newest first.", Response = typeof(BatchList))]
    public async Task<IResult> ListBatches([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches")] HttpRequest request, CancellationToken cancellationToken)
    {
        var page = await batches.ListAsync(request.Tenant(), request.Limit(), request.After(), cancellationToken);
        return Answers.Json(new BatchList(page.Batches, page.Continuation), AigcJson.Default.BatchList);
    }

    [Function(nameof(GetBatch)), Requires(Role.Viewer)]
    [Operation("One batch: state, counts, quote, spend.", Response = typeof(Batch))]
    public async Task<IResult> GetBatch([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Answers.Json(await batches.GetAsync(request.Tenant(), id, cancellationToken), AigcJson.Default.Batch);

    [Function(nameof(ListItems)), Requires(Role.Viewer)]
    [Operation("Items in feed order; ?state= filters.", Response = typeof(ItemList))]
    public async Task<IResult> ListItems([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/items")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var page = await batches.ItemsAsync(request.Tenant(), id, request.Choice<ItemState>("state"), request.Limit(), request.After(), cancellationToken);
        return Answers.Json(new ItemList(page.Items, page.Continuation), AigcJson.Default.ItemList);
    }
}
