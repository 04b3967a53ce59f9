using Aigc.Core.Storage;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aigc.Azure.Storage;

/// <summary>The three storage ports over one storage account.</summary>
internal static class AzureStorageServices
{
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Aigc:Azure:Storage");
        if (!section.Exists()) return services;
        services.AddOptions<AzureStorageOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IBlobStore>(provider => Blobs(OptionsOf(provider), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IRecordStore>(provider => Records(OptionsOf(provider)));
        services.TryAddSingleton<IWorkQueue>(provider => Queue(OptionsOf(provider)));
        return services;
    }

    internal static AzureBlobStore Blobs(AzureStorageOptions options, TimeProvider time)
    {
        var client = With(new BlobClientOptions());
        return new(options.ServiceUri is null ? new(options.ConnectionString, client) : new(options.ServiceUri, new DefaultAzureCredential(), client), options.Container, time);
    }

    internal static AzureRecordStore Records(AzureStorageOptions options)
    {
        var client = With(new TableClientOptions());
        return new(options.ServiceUri is null ? new(options.ConnectionString, client) : new(options.EndpointOf("table"), new DefaultAzureCredential(), client));
    }

    internal static AzureWorkQueue Queue(AzureStorageOptions options)
    {
        var client = With(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        return new(options.ServiceUri is null ? new(options.ConnectionString, client) : new(options.EndpointOf("queue"), new DefaultAzureCredential(), client));
    }

    private static AzureStorageOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<AzureStorageOptions>>().Value;

    /// <summary>The client's options with what every client of the account needs.</summary>
    internal static T With<T>(T options) where T : ClientOptions
    {
        options.AddPolicy(new TransientFailurePolicy(), HttpPipelinePosition.PerCall);
        return options;
    }
}
