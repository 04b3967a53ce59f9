using Aigc.Core.Tenants;
using Aigc.Core.Tuning;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>Approved copy as data to tune a model with.</summary>
public sealed class TuningFunctions(TuningExporter exporter)
{
    [Function(nameof(GetTuning)), Requires(Role.Viewer)]
    [Operation("Approved copy as JSON lines in OpenAI's fine-tuning shapes: ?format= sft (default) or dpo, ?by= person (default) or any, ?split= all, train or validation, ?rules=true with what the rules wrote, ?against= an earlier batch whose rejected words make pairs.")]
    public async Task<IResult> GetTuning([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/tuning")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (tenant, wanted) = (request.Tenant(), await WantedAsync(request, id, cancellationToken));
        return Results.Stream(output => exporter.WriteAsync(tenant, id, wanted, output, request.HttpContext.RequestAborted), "application/jsonl");
    }

    [Function(nameof(GetTuningSummary)), Requires(Role.Viewer)]
    [Operation("What the same query of tuning exports: lines, splits, the hash of the data, and what is left out by reason.", Response = typeof(TuningSummary))]
    public async Task<IResult> GetTuningSummary([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/tuning/summary")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Answers.Json(await exporter.WriteAsync(request.Tenant(), id, await WantedAsync(request, id, cancellationToken), Stream.Null, cancellationToken), TuningJson.Default.TuningSummary);

    private async Task<TuningRequest> WantedAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var wanted = new TuningRequest(
            request.Choice<TuningFormat>("format") ?? TuningFormat.Sft, request.Choice<TuningApproval>("by") ?? TuningApproval.Person, request.Choice<TuningSplit>("split") ?? TuningSplit.All,
            request.Text("rules") is "true" or "1", request.Text("against"));
        await exporter.CheckAsync(request.Tenant(), id, wanted, cancellationToken);
        return wanted;
    }
}
