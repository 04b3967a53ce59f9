using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Text;

internal static class TextServices
{
    public static IServiceCollection AddText(this IServiceCollection services, IConfiguration configuration) => services;
}
