using System.Diagnostics.Metrics;
using Aigc.ImageService.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Tests.Serving;

/// <summary>Builds the parts of serving as the service does, with the bounds of a test.</summary>
internal static class Line
{
    public static WorkLine Of(ServingOptions options, TimeProvider? time = null) => new(Options.Create(options), Metrics(), time ?? TimeProvider.System);

    private static ServingMetrics Metrics() => new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
