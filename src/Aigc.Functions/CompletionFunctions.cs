using Aigc.Contracts.Completions;
using Aigc.Core.Completions;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Aigc.Functions.Submissions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Aigc.Functions;

/// <summary>Files and batches in the shape of OpenAI's API, for clients of its SDKs: their endpoint is <c>/api/v1/openai/v1</c>.</summary>
public sealed class CompletionFunctions(CompletionFiles files, CompletionBatches batches)
{
    [Function(nameof(UploadCompletionFile)), Requires(Role.Operator)]
    [Operation("Hands in a file of requests: multipart/form-data with 'purpose' (batch) and 'file' (JSON lines).", Response = typeof(FileObject))]
    public async Task<IResult> UploadCompletionFile([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "openai/v1/files")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await CompletionUpload.ReadAsync(request, files, cancellationToken), CompletionsJson.Default.FileObject);

    [Function(nameof(GetCompletionFile)), Requires(Role.Viewer)]
    [Operation("A file's name, size and purpose.", Response = typeof(FileObject))]
    public async Task<IResult> GetCompletionFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openai/v1/files/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Answers.Json(await files.GetAsync(request.Tenant(), id, cancellationToken), CompletionsJson.Default.FileObject);

    [Function(nameof(GetCompletionFileContent)), Requires(Role.Viewer)]
    [Operation("A file's content: JSON lines.")]
    public async Task<IResult> GetCompletionFileContent([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openai/v1/files/{id}/content")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Results.Stream(await files.OpenAsync(request.Tenant(), id, cancellationToken), "application/jsonl");

    [Function(nameof(DeleteCompletionFile)), Requires(Role.Operator)]
    [Operation("Deletes a file.", Response = typeof(FileDeleted))]
    public async Task<IResult> DeleteCompletionFile([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "openai/v1/files/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Answers.Json(await files.DeleteAsync(request.Tenant(), id, cancellationToken), CompletionsJson.Default.FileDeleted);

    [Function(nameof(CreateCompletionBatch)), Requires(Role.Operator)]
    [Operation("Starts a batch over a file of requests to /v1/chat/completions.", Request = typeof(CompletionBatchRequest), Response = typeof(CompletionBatch))]
    public async Task<IResult> CreateCompletionBatch([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "openai/v1/batches")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var wanted = await request.ReadForeignAsync(CompletionsJson.Default.CompletionBatchRequest);
        return Answers.Json(await batches.CreateAsync(request.Tenant(), wanted, new Workflows(client), cancellationToken), CompletionsJson.Default.CompletionBatch);
    }

    [Function(nameof(ListCompletionBatches)), Requires(Role.Viewer)]
    [Operation("Batches, newest first; ?limit= and ?after=.", Response = typeof(CompletionBatchList))]
    public async Task<IResult> ListCompletionBatches([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openai/v1/batches")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await batches.ListAsync(request.Tenant(), request.Limit(20), request.After(), cancellationToken), CompletionsJson.Default.CompletionBatchList);

    [Function(nameof(GetCompletionBatch)), Requires(Role.Viewer)]
    [Operation("One batch: status, counts, output and error files.", Response = typeof(CompletionBatch))]
    public async Task<IResult> GetCompletionBatch([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openai/v1/batches/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Answers.Json(await batches.GetAsync(request.Tenant(), id, cancellationToken), CompletionsJson.Default.CompletionBatch);

    [Function(nameof(CancelCompletionBatch)), Requires(Role.Operator)]
    [Operation("Cancels a batch: what is done stays and is handed back.", Response = typeof(CompletionBatch))]
    public async Task<IResult> CancelCompletionBatch([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "openai/v1/batches/{id}/cancel")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Answers.Json(await batches.CancelAsync(request.Tenant(), id, cancellationToken), CompletionsJson.Default.CompletionBatch);
}
