using Aigc.Runtime.Dispatch.Http;
using Aigc.Runtime.Dispatch.Invocation;
using Aigc.Runtime.Dispatch.Queues;
using Aigc.Runtime.Dispatch.Timers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Runtime.Dispatch;

/// <summary>Runs classes that are written against the isolated worker's attributes inside an ASP.NET Core app.</summary>
public static class FunctionHosting
{
    /// <summary>
    /// Adds the dispatcher. Queue and timer triggers start and stop with the host; HTTP triggers are mapped by <see cref="MapFunctions"/>.
    /// Queue triggers need an <see cref="ITriggerQueue"/> in the services.
    /// </summary>
    /// <exception cref="InvalidOperationException">Two functions share a name, one has not exactly one trigger, or one that the options name is not there.</exception>
    /// <exception cref="InvalidDataException">host.json is not valid.</exception>
    public static IServiceCollection AddFunctions(
        this IServiceCollection services, Action<IFunctionsWorkerApplicationBuilder> configure, FunctionHostOptions options)
    {
        var worker = new FunctionWorkerBuilder(services);
        configure(worker);
        services.AddMvcCore(); // the executors of IActionResult
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(HostJson.Read(options.HostJsonPath));
        services.AddSingleton(options);
        services.AddSingleton(worker);
        services.AddSingleton(new FunctionCatalog(options));
        services.AddSingleton<SettingExpressions>();
        services.AddSingleton<FunctionPipeline>();
        services.AddSingleton<HostKeys>();
        services.AddSingleton<RequestGate>();
        services.AddSingleton<HttpTriggers>();
        services.AddHostedService<QueueTriggers>();
        services.AddHostedService<TimerTriggers>();
        return services;
    }

    /// <summary>Maps every HTTP trigger under the route prefix of host.json.</summary>
    /// <exception cref="InvalidOperationException">A function's parameters cannot be filled, or it refers to a setting that is not there.</exception>
    public static IEndpointRouteBuilder MapFunctions(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<HttpTriggers>().Map(endpoints);
        return endpoints;
    }
}
