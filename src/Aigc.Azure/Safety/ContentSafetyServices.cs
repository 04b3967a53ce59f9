using System.ComponentModel.DataAnnotations;
using Aigc.Core.Safety;
using Azure;
using Azure.AI.ContentSafety;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aigc.Azure.Safety;

/// <summary>Section <c>Aigc:Azure:ContentSafety</c>.</summary>
public sealed class ContentSafetyOptions
{
    [Required] public Uri? Endpoint { get; set; }

    /// <summary>Null: the host's identity is used.</summary>
    public string? ApiKey { get; set; }
}

internal static class ContentSafetyServices
{
    public static IServiceCollection AddAzureContentSafety(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Aigc:Azure:ContentSafety");
        if (!section.Exists()) return services;
        services.AddOptions<ContentSafetyOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => Create(provider.GetRequiredService<IOptions<ContentSafetyOptions>>().Value));
        services.AddSingleton<ITextModerator, AzureTextModerator>();
        services.AddSingleton<IImageModerator, AzureImageModerator>();
        return services;
    }

    // The product retries items itself, by type of failure: the client underneath asks once.
    internal static ContentSafetyClient Create(ContentSafetyOptions options)
    {
        var client = new ContentSafetyClientOptions { Retry = { MaxRetries = 0 } };
        return options.ApiKey is { Length: > 0 } key
            ? new ContentSafetyClient(options.Endpoint!, new AzureKeyCredential(key), client)
            : new ContentSafetyClient(options.Endpoint!, new DefaultAzureCredential(), client);
    }
}
