using Aigc.Contracts;
using Aigc.Contracts.Prompts;
using Aigc.Core.Prompts;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>Templates from elsewhere and to elsewhere: <c>.prompty</c> files, and drafts of loose questions.</summary>
public sealed class PromptFileFunctions(PromptFiles files, PromptAssembler assembler)
{
    [Function(nameof(ImportPrompt)), Requires(Role.Operator)]
    [Operation("Reads a .prompty file (the body): the template, what could not be taken over, and what the lint says. Nothing is stored: save it with POST /prompts.", Response = typeof(ImportedPrompt))]
    public async Task<IResult> ImportPrompt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "prompts:import")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await files.ReadAsync(request.Tenant(), await request.ReadTextAsync(PromptFiles.MaxBytes), cancellationToken), AigcJson.Default.ImportedPrompt);

    [Function(nameof(ExportPrompt)), Requires(Role.Viewer)]
    [Operation("A version as .prompty file: ?version= or ?label=, else production.")]
    public async Task<IResult> ExportPrompt([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "prompts/{name}/file")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var text = await files.WriteAsync(request.Tenant(), name, request.Text("category"), request.Text("version") ?? request.Text("label"), cancellationToken);
        return Results.File(System.Text.Encoding.UTF8.GetBytes(text), "text/markdown; charset=utf-8", $"{name}.prompty");
    }

    [Function(nameof(AssemblePrompt)), Requires(Role.Operator)]
    [Operation("Makes a draft of four parts from a loose question and a category, by rules. Nothing is stored.", Request = typeof(AssemblePromptRequest), Response = typeof(PromptDraft))]
    public async Task<IResult> AssemblePrompt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "prompts:assemble")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await assembler.AssembleAsync(request.Tenant(), await request.ReadAsync<AssemblePromptRequest>(), cancellationToken), AigcJson.Default.PromptDraft);
}
