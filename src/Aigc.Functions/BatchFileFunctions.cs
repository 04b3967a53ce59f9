using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Items;
using Aigc.Core.Batches;
using Aigc.Core.Delivery;
using Aigc.Core.Storage;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>The files that a batch hands back.</summary>
public sealed class BatchFileFunctions(BatchService batches, ExportFiles exports, IBlobStore blobs)
{
    [Function(nameof(ListFiles)), Requires(Role.Viewer)]
    [Operation("Names of the export's files, without its pictures.", Response = typeof(FileList))]
    public async Task<IResult> ListFiles([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/files")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        await batches.GetAsync(request.Tenant(), id, cancellationToken);
        var names = await exports.ListAsync(request.Tenant(), id, cancellationToken).Where(file => !file.Name.Contains('/')).Select(file => file.Name).ToListAsync(cancellationToken);
        if (await blobs.GetPropertiesAsync(Paths.RowErrors(request.Tenant(), id), cancellationToken) is not null && !names.Contains("errors.jsonl")) names.Add("errors.jsonl");
        return Answers.Json(new FileList(names), AigcJson.Default.FileList);
    }

    [Function(nameof(GetFile)), Requires(Role.Viewer)]
    [Operation("One file of the export: results.jsonl, results.csv, errors.jsonl, index.html, manifest.json.")]
    public Task<IResult> GetFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/files/{file}")] HttpRequest request, string id, string file, CancellationToken cancellationToken) =>
        SendAsync(request, id, file, cancellationToken);

    [Function(nameof(GetResultsJsonl)), Requires(Role.Viewer)]
    [Operation("Every item as a JSON line, in feed order.")]
    public Task<IResult> GetResultsJsonl([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/results.jsonl")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        SendAsync(request, id, "results.jsonl", cancellationToken);

    [Function(nameof(GetResultsCsv)), Requires(Role.Viewer)]
    [Operation("Accepted items as CSV with Google Merchant columns.")]
    public Task<IResult> GetResultsCsv([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/results.csv")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        SendAsync(request, id, "results.csv", cancellationToken);

    [Function(nameof(GetErrors)), Requires(Role.Viewer)]
    [Operation("Rows of the feed that could not be used: row, column, code and reason as JSON lines.")]
    public Task<IResult> GetErrors([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/errors.jsonl")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        SendAsync(request, id, "errors.jsonl", cancellationToken);

    [Function(nameof(GetTrial)), Requires(Role.Viewer)]
    [Operation("What the trial made: prompt, output, tokens and cost of each item.", Response = typeof(TrialReport))]
    public Task<IResult> GetTrial([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/trial")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        SendAsync(request, id, TrialReports.File, cancellationToken);

    [Function(nameof(GetGaps)), Requires(Role.Viewer)]
    [Operation("Which products lack which key attributes of their category, in the feed and after completion; gaps.csv among the files has a line each.", Response = typeof(GapReport))]
    public Task<IResult> GetGaps([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/gaps")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        SendAsync(request, id, "gaps.json", cancellationToken);

    private async Task<IResult> SendAsync(HttpRequest request, string id, string file, CancellationToken cancellationToken)
    {
        await batches.GetAsync(request.Tenant(), id, cancellationToken);
        return await StoredFile.SendAsync(request, blobs, () => Paths.Export(request.Tenant(), id, file), cancellationToken)
            ?? throw new ProblemException("not-found", "There is no such file, or not yet.", 404);
    }
}
