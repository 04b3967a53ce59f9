using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aigc.Core.Recipes;

internal static class RecipesServices
{
    public static IServiceCollection AddRecipes(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<RecipeStore>();
        services.TryAddTransient<RecipeIntake>();
        return services;
    }
}
