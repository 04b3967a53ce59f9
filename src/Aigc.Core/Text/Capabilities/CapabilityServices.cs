using Aigc.Core.Images;
using Aigc.Core.Storage;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Facts;
using Aigc.Core.Text.Gaps;
using Aigc.Core.Text.Ideas;
using Aigc.Core.Text.Photos;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Aigc.Core.Text.Capabilities;

internal static class CapabilityServices
{
    public static IServiceCollection AddCapabilities(this IServiceCollection services)
    {
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<Capability, AdCapability>(),
            ServiceDescriptor.Singleton<Capability, AttributeCapability>(),
            ServiceDescriptor.Singleton<Capability, CategoryCapability>(),
            ServiceDescriptor.Singleton<Capability, DescriptionCapability>(),
            ServiceDescriptor.Singleton<Capability, HighlightCapability>(),
            ServiceDescriptor.Singleton<Capability, IdeaCapability>(),
            ServiceDescriptor.Singleton<Capability, KeywordCapability>(),
            ServiceDescriptor.Singleton<Capability, TitleCapability>(),
            ServiceDescriptor.Singleton<Capability, TranslationCapability>(),
        ]);
        services.TryAddSingleton<CapabilityLibrary>();
        services.TryAddSingleton<CategoryStore>();
        services.TryAddSingleton<CopyGate>();
        services.TryAddSingleton<CopyPrompts>();
        services.TryAddSingleton<FactGuard>();
        services.TryAddSingleton<GapReporter>();
        services.TryAddSingleton(p => new IdeaScenes(p.GetRequiredService<ImageClient>, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<IdeaScenes>>()));
        services.TryAddSingleton(p => new CopyWriter(p.GetRequiredService<IChatClient>(), p.GetRequiredService<CopyPrompts>()));
        // They ask the image service, whose client is renewed from time to time.
        services.TryAddTransient<CopyPhotos>();
        services.TryAddTransient<SeeingWriter>();
        services.TryAddTransient(p => new CopyDesk(p.GetRequiredService<SeeingWriter>(), p.GetRequiredService<CopyGate>(), p.GetRequiredService<CapabilityLibrary>(), p.GetRequiredService<IRecordStore>()));
        return services;
    }
}
