using Aigc.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Runtime;

/// <summary>Puts the embedded durable engine into a host.</summary>
public static class DurableEngineServices
{
    /// <summary>Registers the <see cref="DurableTaskClient"/> and the worker that runs the tasks of the registry.</summary>
    public static IServiceCollection AddDurableEngine(this IServiceCollection services, Action<EngineOptions> configure, Action<DurableTaskRegistry> tasks)
    {
        services.AddOptions<EngineOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        var registry = new DurableTaskRegistry();
        tasks(registry);
        services.AddMetrics();
        services.TryAddSingleton(new EngineSeams());
        services.AddSingleton<EngineMetrics>();
        services.AddSingleton<EngineLoad>();
        services.AddSingleton(registry);
        services.AddSingleton<DurableEngine>();
        services.AddSingleton<DurableTaskClient, EngineClient>();
        services.AddHostedService<EngineWorker>();
        return services;
    }
}
