using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Safety;

internal static class SafetyServices
{
    public static IServiceCollection AddSafety(this IServiceCollection services, IConfiguration configuration) => services;
}
