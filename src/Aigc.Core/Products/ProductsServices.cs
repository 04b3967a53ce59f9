using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Products;

internal static class ProductsServices
{
    public static IServiceCollection AddProducts(this IServiceCollection services, IConfiguration configuration) => services;
}
