using Aigc.Runtime.Dispatch.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Runtime.Dispatch.Http;

/// <summary>Turns HTTP triggers into routes.</summary>
internal sealed class HttpTriggers(FunctionCatalog catalog, SettingExpressions settings, HostJson host, IServiceProvider services)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (entry, trigger) in catalog.Of<HttpTriggerAttribute>())
        {
            var pattern = Pattern(entry, trigger);
            var endpoint = Endpoint(entry, trigger, pattern);
            var route = trigger.Methods is { Length: > 0 } methods
                ? endpoints.MapMethods(pattern.RawText!, methods.Select(method => method.ToUpperInvariant()), endpoint.AnswerAsync)
                : endpoints.Map(pattern.RawText!, endpoint.AnswerAsync);
            route.WithDisplayName(entry.Name).WithMetadata(entry.Definition, entry.Method);
        }
    }

    private RoutePattern Pattern(FunctionEntry entry, HttpTriggerAttribute trigger)
    {
        var path = settings.Resolve(entry.Name, trigger.Route ?? entry.Name).Trim('/');
        var prefix = host.Http.RoutePrefix.Trim('/');
        return RoutePatternFactory.Parse(prefix.Length == 0 ? $"/{path}" : $"/{prefix}/{path}");
    }

    private FunctionEndpoint Endpoint(FunctionEntry entry, HttpTriggerAttribute trigger, RoutePattern pattern)
    {
        if (entry.TriggerParameter.ParameterType != typeof(HttpRequest))
            throw new InvalidOperationException($"The HTTP trigger of '{entry.Name}' is a {entry.TriggerParameter.ParameterType.Name}; only HttpRequest is supported.");
        var binder = new ParameterBinder(entry, pattern.Parameters.Select(parameter => parameter.Name));
        return ActivatorUtilities.CreateInstance<FunctionEndpoint>(services, entry, trigger.AuthLevel, binder);
    }
}
