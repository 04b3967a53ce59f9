using Microsoft.DurableTask.Worker;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionsWorkerApplicationBuilderExtensions
{
    public static IFunctionsWorkerApplicationBuilder ConfigureDurableExtension(this IFunctionsWorkerApplicationBuilder builder) => throw NoWorker();

    /// <exception cref="PlatformNotSupportedException">Always: this build has no durable worker.</exception>
    public static IDurableTaskWorkerBuilder ConfigureDurableWorker(this IFunctionsWorkerApplicationBuilder builder) => throw NoWorker();

    private static PlatformNotSupportedException NoWorker() => new(
        "This build carries only the contracts of the durable extension. Build with -p:AzureSdk=nuget to bring the real worker, or run the tasks in Aigc.Local.");
}
