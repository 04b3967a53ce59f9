using Aigc.Contracts;
using Aigc.Contracts.Items;
using Aigc.Core.Batches;
using Aigc.Core.Tenants;
using Aigc.Core.Text;
using Aigc.Core.Text.Gaps;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Aigc.Functions.Submissions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Aigc.Functions;

/// <summary>Each capability by itself.</summary>
public sealed class GenerateFunctions(CopyDesk desk, GenerateReader reader, GapReporter gaps, BatchService batches)
{
    [Function(nameof(ListCapabilities)), Requires(Role.Viewer)]
    [Operation("What can be generated: each capability with the recipe slot that it fills.", Response = typeof(CapabilityList))]
    public IResult ListCapabilities([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "generate")] HttpRequest request) => Answers.Json(desk.Capabilities, AigcJson.Default.CapabilityList);

    [Function(nameof(Generate)), Requires(Role.Operator)]
    [Operation("One product is answered at once (200, a slot); 'products' become a batch of this one slot (202). CAPABILITY is attributes, category, title, highlights, description, ad, keywords, ideas or translation. Ideas go by 'signals': trends and past results. For attributes a model that sees is shown the photo at 'imageLink', where it can be fetched; what rests on it has the source 'image'. The same Idempotency-Key gives the same answer.", Request = typeof(GenerateRequest), Response = typeof(SlotResult))]
    public async Task<IResult> Generate([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "generate/{capability}")] HttpRequest request, string capability, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var wanted = await reader.ReadAsync(request, capability, cancellationToken);
        if (wanted.Product is { } product) return Answers.Json(await desk.GenerateAsync(request.Tenant(), product, wanted.Recipe, wanted.Key, cancellationToken), AigcJson.Default.SlotResult);
        var batch = await batches.SubmitAsync(wanted.Batch!, new Workflows(client), cancellationToken);
        return Answers.Accepted(request, $"/api/v1/batches/{batch.Id}", batch, AigcJson.Default.Batch);
    }

    [Function(nameof(ReportGaps)), Requires(Role.Operator)]
    [Operation("Which of up to 1,000 products lack which key attributes of their category.", Request = typeof(GenerateRequest), Response = typeof(GapReport))]
    public async Task<IResult> ReportGaps([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "generate/gaps")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await gaps.ReportAsync(request.Tenant(), await reader.ReadProductsAsync(request), cancellationToken), AigcJson.Default.GapReport);
}
