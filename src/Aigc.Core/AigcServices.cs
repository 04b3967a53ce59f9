using Aigc.Core.Batches;
using Aigc.Core.Completions;
using Aigc.Core.Costs;
using Aigc.Core.Delivery;
using Aigc.Core.Images;
using Aigc.Core.Lanes;
using Aigc.Core.Products;
using Aigc.Core.Prompts;
using Aigc.Core.Recipes;
using Aigc.Core.Reviews;
using Aigc.Core.Safety;
using Aigc.Core.Tenants;
using Aigc.Core.Text;
using Aigc.Core.Tuning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core;

/// <summary>The product, for any host. The host brings the three storage ports and binds the section <c>Aigc</c>.</summary>
public static class AigcServices
{
    public static IServiceCollection AddAigc(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddBatches(configuration)
            .AddCompletions()
            .AddCosts(configuration)
            .AddDelivery(configuration)
            .AddImages(configuration)
            .AddLanes(configuration)
            .AddProducts(configuration)
            .AddPrompts(configuration)
            .AddRecipes(configuration)
            .AddReviews(configuration)
            .AddSafety(configuration)
            .AddTenants(configuration)
            .AddText(configuration)
            .AddTuning();
    }
}
