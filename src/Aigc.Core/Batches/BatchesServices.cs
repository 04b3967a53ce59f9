using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Batches;

internal static class BatchesServices
{
    public static IServiceCollection AddBatches(this IServiceCollection services, IConfiguration configuration) => services;
}
