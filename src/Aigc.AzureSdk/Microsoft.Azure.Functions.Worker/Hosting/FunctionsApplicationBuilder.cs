using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    internal FunctionsApplicationBuilder() => throw ContractsOnly.Error();

    public IDictionary<object, object> Properties => throw ContractsOnly.Error();

    public ConfigurationManager Configuration => throw ContractsOnly.Error();

    public IHostEnvironment Environment => throw ContractsOnly.Error();

    public ILoggingBuilder Logging => throw ContractsOnly.Error();

    public IMetricsBuilder Metrics => throw ContractsOnly.Error();

    public IServiceCollection Services => throw ContractsOnly.Error();

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public IHost Build() => throw ContractsOnly.Error();

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull
        => throw ContractsOnly.Error();

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) => throw ContractsOnly.Error();
}
