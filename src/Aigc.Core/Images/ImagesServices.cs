using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Images;

internal static class ImagesServices
{
    public static IServiceCollection AddImages(this IServiceCollection services, IConfiguration configuration) => services;
}
