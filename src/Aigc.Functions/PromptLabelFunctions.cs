using Aigc.Contracts;
using Aigc.Contracts.Prompts;
using Aigc.Core.Prompts;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>Which version of a template is used. Protected labels are moved by admins.</summary>
public sealed class PromptLabelFunctions(PromptEditor editor)
{
    [Function(nameof(PutPromptLabel)), Requires(Role.Operator)]
    [Operation("Puts or moves a label; canary takes a share of the products. 'latest' moves by itself.", Request = typeof(PutLabelRequest), Response = typeof(PromptSummary))]
    public async Task<IResult> PutPromptLabel([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "prompts/{name}/labels/{label}")] HttpRequest request, string name, string label, CancellationToken cancellationToken) =>
        Moved(request, await editor.PutLabelAsync(request.Caller(), name, request.Text("category"), label, await request.ReadAsync<PutLabelRequest>(), request.IfMatch(), cancellationToken));

    [Function(nameof(RemovePromptLabel)), Requires(Role.Operator)]
    [Operation("Takes a label away: what it stood for falls back to what is above it in the tree.", Response = typeof(PromptSummary))]
    public async Task<IResult> RemovePromptLabel([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "prompts/{name}/labels/{label}")] HttpRequest request, string name, string label, CancellationToken cancellationToken) =>
        Moved(request, await editor.RemoveLabelAsync(request.Caller(), name, request.Text("category"), label, request.IfMatch(), cancellationToken));

    [Function(nameof(RollBackPrompt)), Requires(Role.Operator)]
    [Operation("Moves a label back to where it was before, or to a version that is named.", Request = typeof(RollbackRequest), Response = typeof(PromptSummary))]
    public async Task<IResult> RollBackPrompt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "prompts/{name}:rollback")] HttpRequest request, string name, CancellationToken cancellationToken) =>
        Moved(request, await editor.RollBackAsync(request.Caller(), name, request.Text("category"), await request.ReadAsync<RollbackRequest>(), request.IfMatch(), cancellationToken));

    [Function(nameof(DeprecatePrompt)), Requires(Role.Admin)]
    [Operation("Says that a version should not be used any more, and why.", Request = typeof(DeprecateRequest), Response = typeof(PromptSummary))]
    public async Task<IResult> DeprecatePrompt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "prompts/{name}:deprecate")] HttpRequest request, string name, CancellationToken cancellationToken) =>
        Moved(request, await editor.DeprecateAsync(request.Caller(), name, request.Text("category"), await request.ReadAsync<DeprecateRequest>(), request.IfMatch(), cancellationToken));

    private static IResult Moved(HttpRequest request, Changed<PromptSummary> moved) => Answers.Tagged(request, moved.Value, moved.ETag, AigcJson.Default.PromptSummary);
}
