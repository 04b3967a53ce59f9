using Aigc.Core.Choosing;
using Aigc.Core.Costs;
using Aigc.Core.Lanes;
using Aigc.Core.Reviews;
using Aigc.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Batches;

internal static class BatchesServices
{
    public static IServiceCollection AddBatches(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BatchOptions>().Bind(configuration.GetSection("Aigc:Batches")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<BatchMoney>();
        services.TryAddSingleton<BatchQuotes>();
        services.TryAddSingleton<QuoteGrounds>();
        services.TryAddSingleton<BatchStore>();
        services.TryAddSingleton<ChunkWork>();
        services.TryAddSingleton<EditGate>();
        services.TryAddSingleton<ItemChecker>();
        services.TryAddSingleton<ItemLoop>();
        services.TryAddSingleton<ItemReader>();
        services.TryAddSingleton<ItemStore>();
        services.TryAddSingleton<LaneWork>();
        services.TryAddSingleton<LotSample>();
        services.TryAddSingleton<PageCache>();
        services.TryAddSingleton<PaidImages>();
        services.TryAddSingleton<PhotoScreening>();
        services.TryAddSingleton<ProductChooser>();
        services.TryAddSingleton<ProgressStore>();
        services.TryAddSingleton<PromptPreview>();
        services.TryAddSingleton<ReviewQueue>();
        services.TryAddSingleton<RunControl>();
        services.TryAddSingleton<SpendWatch>();
        services.TryAddSingleton<StageStore>();
        services.TryAddSingleton<SubmissionChecks>();
        services.TryAddSingleton<Submissions>();
        services.TryAddSingleton(p => new BatchCommands(p.GetRequiredService<BatchStore>(), p.GetRequiredService<RunControl>(), p.GetRequiredService<ItemReader>()));
        services.TryAddSingleton(p => new BatchDecisions(p.GetRequiredService<BatchStore>(), p.GetRequiredService<ReviewDesk>(), p.GetRequiredService<GateDesk>(), p.GetRequiredService<EditGate>()));
        services.TryAddSingleton(p => new BatchService(p.GetRequiredService<BatchStore>(), p.GetRequiredService<Submissions>(), p.GetRequiredService<ProgressStore>(), p.GetRequiredService<ItemReader>()));
        services.TryAddSingleton(p => new QuoteDesk(p.GetRequiredService<Quoter>(), p.GetRequiredService<LanePolicy>(), p.GetRequiredService<ProductChooser>(), p.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(p => new TrialReports(p.GetRequiredService<IBlobStore>(), p.GetRequiredService<PromptMeter>(), p.GetRequiredService<Purses>(), p.GetRequiredService<Prices>()));
        services.TryAddSingleton(p => new BatchSweeper(p.GetRequiredService<BatchStore>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }
}
