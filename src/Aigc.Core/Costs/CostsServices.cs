using Aigc.Core.Prompts;
using Aigc.Core.Storage;
using Aigc.Core.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Costs;

internal static class CostsServices
{
    public static IServiceCollection AddCosts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PriceOptions>().Bind(configuration.GetSection("Aigc:Costs")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<BudgetAlerts>();
        services.TryAddSingleton<Ledger>();
        services.TryAddSingleton<FeedSampler>();
        services.TryAddSingleton<LiveSpend>();
        services.TryAddSingleton<Pace>();
        services.TryAddSingleton<Prices>();
        services.TryAddSingleton<PromptMeter>();
        services.TryAddSingleton<Purses>();
        services.TryAddSingleton<Spending>();
        services.TryAddSingleton<SpendPolicy>();
        services.TryAddSingleton<TokenCounter>();
        services.TryAddSingleton(p => new Budgets(p.GetRequiredService<IRecordStore>(), p.GetRequiredService<IOptions<PriceOptions>>(), p.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(p => new LedgerSweeper(p.GetRequiredService<Ledger>(), p.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(p => new Comparison(p.GetRequiredService<CopyWriter>(), p.GetRequiredService<PromptMeter>(), p.GetRequiredService<TokenCounter>(), p.GetRequiredService<Prices>(), p.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(p => new QuoteLocks(p.GetRequiredService<PromptMeter>(), p.GetRequiredService<Prices>(), p.GetRequiredService<PromptLibrary>()));
        services.TryAddSingleton(p => new Quoter(p.GetRequiredService<PromptMeter>(), p.GetRequiredService<QuoteLocks>(), p.GetRequiredService<Prices>(), p.GetRequiredService<Pace>()));
        services.TryAddSingleton(p => new TenantSpending(p.GetRequiredService<Ledger>(), p.GetRequiredService<Budgets>(), p.GetRequiredService<BudgetAlerts>(), p.GetRequiredService<Prices>()));
        return services;
    }
}
