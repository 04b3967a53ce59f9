using Aigc.Contracts.Images;
using Aigc.ImageService.Models;
using Aigc.ImageService.Pipeline.Operations;
using Aigc.ImageService.Pipeline.Operations.Painting;
using Aigc.ImageService.Scenes;
using Aigc.ImageService.Serving;
using Aigc.ImageService.Upscaling;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace Aigc.ImageService.Pipeline;

internal static class PipelineServices
{
    public static IServiceCollection AddImagePipeline(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServingMetrics>();
        return services.AddOptions().AddMetrics().AddModels().AddSteps();
    }

    private static IServiceCollection AddModels(this IServiceCollection services) => services
        .AddSingleton<ModelLibrary>(provider => new(provider.GetRequiredService<IOptions<ServingOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ServingMetrics>()))
        .AddSingleton<OperatorModels>();

    private static IServiceCollection AddSteps(this IServiceCollection services) => services
        .AddSingleton<SceneLibrary>(provider => new(provider.GetRequiredService<IOptions<ServingOptions>>()))
        .AddSingleton<SceneDrawing>().AddSingleton<Upscaler>().AddSingleton<ProductPreparing>().AddSingleton<CutoutCache>()
        .AddScenePainters().AddOperations().AddSingleton<ImagePipeline>();

    /// <summary>An engine of <see cref="SceneEngines"/> that needs a model, a painter.</summary>
    private static IServiceCollection AddScenePainters(this IServiceCollection services) => services
        .AddSingleton<ScenePainting>()
        .AddSingleton<IScenePainter, SurroundingsPainter>()
        .AddSingleton<IScenePainter, BackgroundPainter>()
        .AddSingleton<IScenePainter, WholeScenePainter>();

    /// <summary>The one list of operations.</summary>
    private static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<IOperation, ScreenOperation>()
        .AddSingleton<IOperation>(provider => new PlainOperation("cutout", SKColors.Transparent, provider.GetRequiredService<ProductPreparing>()))
        .AddSingleton<IOperation>(provider => new PlainOperation("transparent", SKColors.Transparent, provider.GetRequiredService<ProductPreparing>()))
        .AddSingleton<IOperation>(provider => new PlainOperation("white", SKColors.White, provider.GetRequiredService<ProductPreparing>()))
        .AddSingleton<IOperation, SceneOperation>()
        .AddSingleton<IOperation, UpscaleOperation>()
        .AddSingleton<IOperation, CropOperation>()
        .AddSingleton<IOperation, ConvertOperation>()
        .AddSingleton<IOperation, TryOnOperation>()
        .AddSingleton<OperationSet>();
}
