using Aigc.Contracts;
using Aigc.Contracts.Prompts;
using Aigc.Core.Prompts;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>Prompt templates: a stored version never changes. An override for a part of the category tree is named by ?category= beside its name.</summary>
public sealed class PromptFunctions(PromptCatalog prompts, PromptEditor editor)
{
    [Function(nameof(ListPrompts)), Requires(Role.Viewer)]
    [Operation("Templates and overrides, the shipped ones among them.", Response = typeof(PromptList))]
    public async Task<IResult> ListPrompts([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "prompts")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await prompts.ListAsync(request.Tenant(), cancellationToken), AigcJson.Default.PromptList);

    [Function(nameof(SavePrompt)), Requires(Role.Operator)]
    [Operation("Stores a template as the next version of its name and category. What the lint finds as an error refuses it; warnings are answered.", Request = typeof(SavePromptRequest), Response = typeof(SavedPrompt), Status = 201)]
    public async Task<IResult> SavePrompt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "prompts")] HttpRequest request, CancellationToken cancellationToken)
    {
        var saved = await editor.SaveAsync(request.Caller(), await request.ReadAsync<SavePromptRequest>(), request.IfMatch(), cancellationToken);
        return Answers.Tagged(request, saved.Value, saved.ETag, AigcJson.Default.SavedPrompt, 201);
    }

    [Function(nameof(GetPrompt)), Requires(Role.Viewer)]
    [Operation("One version: ?version= a number (0: the shipped starter) or ?label=; else production.", Response = typeof(PromptVersion))]
    public async Task<IResult> GetPrompt([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "prompts/{name}")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var found = await prompts.GetAsync(request.Tenant(), name, request.Text("category"), request.Text("version") ?? request.Text("label"), cancellationToken);
        return Answers.Tagged(request, found.Value, found.ETag, AigcJson.Default.PromptVersion);
    }

    [Function(nameof(ListPromptVersions)), Requires(Role.Viewer)]
    [Operation("Versions, newest first, with their labels; at most 200.", Response = typeof(PromptVersionList))]
    public async Task<IResult> ListPromptVersions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "prompts/{name}/versions")] HttpRequest request, string name, CancellationToken cancellationToken) =>
        Answers.Json(await prompts.VersionsAsync(request.Tenant(), name, request.Text("category"), cancellationToken), AigcJson.Default.PromptVersionList);

    [Function(nameof(ListPromptChanges)), Requires(Role.Viewer)]
    [Operation("Who changed what, newest first; at most 200.", Response = typeof(PromptChangeList))]
    public async Task<IResult> ListPromptChanges([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "prompts/{name}/changes")] HttpRequest request, string name, CancellationToken cancellationToken) =>
        Answers.Json(await prompts.ChangesAsync(request.Tenant(), name, request.Text("category"), cancellationToken), AigcJson.Default.PromptChangeList);

    [Function(nameof(DiffPrompts)), Requires(Role.Viewer)]
    [Operation("What changed from version ?from= to version ?to=: parts by line, everything else by name.", Response = typeof(PromptDiff))]
    public async Task<IResult> DiffPrompts([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "prompts/{name}/diff")] HttpRequest request, string name, CancellationToken cancellationToken) =>
        Answers.Json(await prompts.DiffAsync(request.Tenant(), name, request.Text("category"), request.Number("from"), request.Number("to"), cancellationToken), AigcJson.Default.PromptDiff);

    [Function(nameof(ForkPrompt)), Requires(Role.Operator)]
    [Operation("Makes the shipped starter the tenant's own next version.", Request = typeof(ForkRequest), Response = typeof(SavedPrompt), Status = 201)]
    public async Task<IResult> ForkPrompt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "prompts/{name}:fork")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var forked = await editor.ForkAsync(request.Caller(), name, request.Text("category"), await request.ReadAsync<ForkRequest>(), cancellationToken);
        return Answers.Tagged(request, forked.Value, forked.ETag, AigcJson.Default.SavedPrompt, 201);
    }
}
