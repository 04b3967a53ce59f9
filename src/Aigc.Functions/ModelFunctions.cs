using Aigc.Contracts;
using Aigc.Contracts.Models;
using Aigc.Core.Tenants;
using Aigc.Core.Text.Gateway;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>The language models that a tenant can use.</summary>
public sealed class ModelFunctions(ModelRegistry models, ModelProbe probe)
{
    [Function(nameof(ListModels)), Requires(Role.Viewer)]
    [Operation("Models with price, limits, region and aliases, and whether this tenant may use them.", Response = typeof(ModelList))]
    public async Task<IResult> ListModels([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "models")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(new ModelList(await models.ListAsync(request.Tenant(), cancellationToken)), AigcJson.Default.ModelList);

    [Function(nameof(GetModelHealth)), Requires(Role.Viewer)]
    [Operation("How a model does. One that was not asked lately is asked a word.", Response = typeof(ModelHealth))]
    public async Task<IResult> GetModelHealth([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "models/{id}/health")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Answers.Json(await probe.CheckAsync(request.Tenant(), id, cancellationToken), AigcJson.Default.ModelHealth);

    [Function(nameof(ChangeModel)), Requires(Role.Admin)]
    [Operation("Enables or disables a model for the tenant, or makes it the default.", Request = typeof(ModelChange), Response = typeof(ModelInfo))]
    public async Task<IResult> ChangeModel([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "models/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var change = await request.ReadAsync<ModelChange>();
        return Answers.Json(await models.ChangeAsync(request.Tenant(), id, change, cancellationToken), AigcJson.Default.ModelInfo);
    }
}
