using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Prompts;

internal static class PromptsServices
{
    public static IServiceCollection AddPrompts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PromptOptions>().Bind(configuration.GetSection("Aigc:Prompts")).ValidateOnStart();
        services.TryAddSingleton<StarterLibrary>();
        services.TryAddSingleton<PromptStore>();
        services.TryAddSingleton<PromptIndex>();
        services.TryAddSingleton<PromptLibrary>();
        services.TryAddSingleton<PromptChanges>();
        services.TryAddSingleton<PromptLinter>();
        services.TryAddSingleton<SourceRecords>();
        services.TryAddSingleton<PromptFiller>();
        services.TryAddSingleton<PromptEngine>();
        services.TryAddSingleton<PromptChecker>();
        services.TryAddSingleton(provider => new PromptCatalog(provider.GetRequiredService<PromptStore>(), provider.GetRequiredService<PromptLibrary>(), provider.GetRequiredService<StarterLibrary>()));
        services.TryAddSingleton(provider => new PromptEditor(provider.GetRequiredService<PromptChanges>(), provider.GetRequiredService<PromptLibrary>(), provider.GetRequiredService<PromptLinter>(), provider.GetRequiredService<IOptions<PromptOptions>>()));
        services.TryAddSingleton(provider => new PromptTrials(provider.GetRequiredService<PromptLibrary>(), provider.GetRequiredService<PromptFiller>(), provider.GetRequiredService<PromptChecker>()));
        services.TryAddSingleton(provider => new PromptFiles(provider.GetRequiredService<PromptCatalog>(), provider.GetRequiredService<PromptEditor>()));
        services.TryAddSingleton(provider => new PromptAssembler(provider.GetRequiredService<PromptLinter>(), provider.GetRequiredService<SourceRecords>(), provider.GetRequiredService<StarterLibrary>()));
        services.TryAddSingleton(provider => new RecipeTemplates(provider.GetRequiredService<PromptLibrary>(), provider.GetRequiredService<PromptStore>()));
        return services;
    }
}
