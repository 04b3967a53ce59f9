using Aigc.Core.Batches;
using Aigc.Core.Reviews;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Tuning;

internal static class TuningServices
{
    public static IServiceCollection AddTuning(this IServiceCollection services)
    {
        services.TryAddSingleton<TuningPrompts>();
        services.TryAddSingleton(p => new TuningExporter(p.GetRequiredService<BatchStore>(), p.GetRequiredService<ItemReader>(), p.GetRequiredService<ReviewDesk>(), p.GetRequiredService<TuningPrompts>()));
        return services;
    }
}
