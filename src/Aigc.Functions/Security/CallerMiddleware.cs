using Aigc.Core.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Aigc.Functions.Security;

/// <summary>
/// Lets a request through to its function only with a good key, the role that the function asks for, and within the tenant's rate. Identity
/// headers that a platform might inject are not read.
/// </summary>
internal sealed partial class CallerMiddleware(ApiKeys keys, FunctionAccess access, TenantLimits limits, ILogger<CallerMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var function = context.FunctionDefinition.Name;
        if (context.GetHttpContext() is { } http && !access.IsOpen(function)) http.Items[typeof(Caller)] = await AdmitAsync(http, function);
        await next(context);
    }

    private async Task<Caller> AdmitAsync(HttpContext http, string function)
    {
        var caller = KeyOf(http.Request) is { } key ? await keys.AuthenticateAsync(key, http.RequestAborted) : null;
        if (caller is null)
        {
            Log.NoKey(logger, function);
            throw new ProblemException("unauthorized", "Send a valid API key as 'Authorization: Bearer KEY' or 'x-api-key: KEY'.", 401);
        }
        if (!caller.Has(access.RoleOf(function)))
        {
            Log.NotAllowed(logger, function, caller.Tenant, caller.Name);
            throw new ProblemException("forbidden", $"The key '{caller.Name}' lacks the role {access.RoleOf(function).ToString().ToLowerInvariant()}.", 403);
        }
        if (limits.TryTake(caller.Tenant) is { } wait)
        {
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            throw new ProblemException("rate-limited", "Too many requests of this tenant.", 429);
        }
        return caller;
    }

    private static string? KeyOf(HttpRequest request)
    {
        if (request.Headers.TryGetValue("x-api-key", out var key)) return key;
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..].Trim() : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Denied {Function}: no valid key")]
        public static partial void NoKey(ILogger logger, string function);

        [LoggerMessage(2, LogLevel.Warning, "Denied {Function} to key {Key} of tenant {Tenant}: role")]
        public static partial void NotAllowed(ILogger logger, string function, string tenant, string key);
    }
}
