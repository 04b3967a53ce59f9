using Aigc.Azure.Safety;
using Aigc.Azure.Storage;
using Aigc.Azure.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Azure;

/// <summary>Azure behind the product's ports. A section that is not there is a service that is not used.</summary>
public static class AigcAzureServices
{
    /// <summary>Everything that the deployed app takes from Azure.</summary>
    public static IServiceCollection AddAigcAzure(this IServiceCollection services, IConfiguration configuration) =>
        services.AddAzureStorage(configuration).AddAigcAzureModels(configuration);

    /// <summary>Models by configuration; storage stays with the host.</summary>
    public static IServiceCollection AddAigcAzureModels(this IServiceCollection services, IConfiguration configuration) =>
        services.AddAzureOpenAi(configuration).AddAzureContentSafety(configuration);
}
