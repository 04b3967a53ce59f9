using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Reviews;

internal static class ReviewsServices
{
    public static IServiceCollection AddReviews(this IServiceCollection services, IConfiguration configuration) => services;
}
