using Aigc.ImageService.Pipeline.Operations;
using SkiaSharp;

namespace Aigc.ImageService.Pipeline;

internal static class PipelineServices
{
    public static IServiceCollection AddImagePipeline(this IServiceCollection services) => services.AddOperations().AddSingleton<CutoutCache>().AddSingleton<ImagePipeline>();

    /// <summary>The one list of operations.</summary>
    private static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<IOperation, ScreenOperation>()
        .AddSingleton<IOperation>(new PlainOperation("cutout", SKColors.Transparent))
        .AddSingleton<IOperation>(new PlainOperation("transparent", SKColors.Transparent))
        .AddSingleton<IOperation>(new PlainOperation("white", SKColors.White))
        .AddSingleton<IOperation, SceneOperation>()
        .AddSingleton<OperationSet>();
}
