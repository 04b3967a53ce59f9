using Aigc.Contracts;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>API keys of the caller's own tenant.</summary>
public sealed class KeyFunctions(ApiKeys keys)
{
    [Function(nameof(CreateKey)), Requires(Role.Admin)]
    [Operation("Makes a key. It is shown this once.", Request = typeof(KeyRequest), Response = typeof(NewKey), Status = 201)]
    public async Task<IResult> CreateKey([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "keys")] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = await request.ReadAsync<KeyRequest>();
        var key = await keys.CreateAsync(request.Tenant(), wanted.Name ?? "", [.. (wanted.Roles ?? []).Select(RoleOf)], cancellationToken);
        return Answers.Json(new NewKey(key), AigcJson.Default.NewKey, 201);
    }

    [Function(nameof(ListKeys)), Requires(Role.Admin)]
    [Operation("Keys by id, name and roles; never the keys themselves.", Response = typeof(IReadOnlyList<KeyInfo>))]
    public async Task<IResult> ListKeys([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "keys")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await keys.ListAsync(request.Tenant(), cancellationToken), TenantJson.Default.IReadOnlyListKeyInfo);

    [Function(nameof(RevokeKey)), Requires(Role.Admin)]
    [Operation("Revokes a key.", Status = 204)]
    public async Task<IResult> RevokeKey([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "keys/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        await keys.RevokeAsync(request.Tenant(), id, cancellationToken);
        return Results.NoContent();
    }

    private static Role RoleOf(string name) => Enum.TryParse<Role>(name, ignoreCase: true, out var role) && Enum.IsDefined(role) ? role : throw new ProblemException("key-invalid", $"There is no role '{name}'.", 422);
}
