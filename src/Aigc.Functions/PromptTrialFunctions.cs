using Aigc.Contracts;
using Aigc.Contracts.Prompts;
using Aigc.Core.Prompts;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Aigc.Functions.Submissions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>What can be known of a template before a model is asked. Nothing is stored and nothing costs money.</summary>
public sealed class PromptTrialFunctions(PromptTrials trials, PromptEditor editor, ProductSamples samples)
{
    [Function(nameof(LintPrompt)), Requires(Role.Operator)]
    [Operation("What a careful reader would say of a template: code, part, line, suggestion; tokens, and how many of them are the same for every product.", Request = typeof(Prompt), Response = typeof(LintReport))]
    public async Task<IResult> LintPrompt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "prompts:lint")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await editor.LintAsync(request.Tenant(), await request.ReadAsync<Prompt>(), cancellationToken), AigcJson.Default.LintReport);

    [Function(nameof(RenderPrompt)), Requires(Role.Operator)]
    [Operation("The messages that would be sent for a product, or for the template's sample.", Request = typeof(RenderPromptRequest), Response = typeof(RenderedMessages))]
    public async Task<IResult> RenderPrompt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "prompts/{name}:render")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var wanted = await request.ReadAsync<RenderPromptRequest>();
        return Answers.Json(await trials.RenderAsync(request.Tenant(), name, request.Text("category"), wanted with { Product = ProductSamples.Whole(wanted.Product) }, cancellationToken), AigcJson.Default.RenderedMessages);
    }

    [Function(nameof(CheckPrompt)), Requires(Role.Operator)]
    [Operation("Fills a template for inline products or the first rows of a feed: what would be blank, which source fails, for which rows, and how much the products say.", Request = typeof(CheckPromptRequest), Response = typeof(PromptCheck))]
    public async Task<IResult> CheckPrompt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "prompts/{name}:check")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var wanted = await request.ReadAsync<CheckPromptRequest>();
        return Answers.Json(await trials.CheckAsync(request.Tenant(), name, wanted, await samples.OfAsync(request.Tenant(), wanted, cancellationToken), cancellationToken), AigcJson.Default.PromptCheck);
    }
}
