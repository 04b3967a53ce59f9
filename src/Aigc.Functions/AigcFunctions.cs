using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Aigc.Functions.Submissions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Aigc.Functions;

/// <summary>What every host of the function classes needs beside them.</summary>
public static class AigcFunctions
{
    public static IFunctionsWorkerApplicationBuilder ConfigureAigc(this IFunctionsWorkerApplicationBuilder worker)
    {
        worker.Services.TryAddSingleton<FunctionAccess>();
        worker.Services.AddOptions<StreamOptions>().BindConfiguration("Aigc:Streams").ValidateDataAnnotations().ValidateOnStart();
        worker.Services.TryAddSingleton<OpenStreams>();
        worker.Services.TryAddSingleton<SubmissionReader>();
        worker.Services.TryAddSingleton<ProductSamples>();
        worker.Services.TryAddSingleton<GenerateReader>();
        worker.UseMiddleware<ProblemMiddleware>();
        worker.UseMiddleware<CallerMiddleware>();
        return worker;
    }
}
