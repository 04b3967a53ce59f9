using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Serving;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Pipeline;

/// <summary>Runs the pipeline as the route does and looks at what came out.</summary>
internal static class PipelineDriver
{
    public static ImagePipelineResponse Run(byte[] image, ulong seed, params ImageStep[] steps) =>
        Pipeline.Run(Work(image, seed, steps), _ => { }, CancellationToken.None);

    /// <summary>A request over one picture, with the options of a deployment.</summary>
    public static ImagePipelineResponse Run(byte[] image, ImagePipelineRequest request, Action<ServingOptions>? options = null)
    {
        using var services = new ServiceCollection().Configure(options ?? (_ => { })).AddImagePipeline().BuildServiceProvider();
        return services.GetRequiredService<ImagePipeline>().Run(new(request, new Dictionary<string, byte[]> { [ImageWork.Main] = image }), _ => { }, CancellationToken.None);
    }

    public static long PixelsOf(byte[] image, params ImageStep[] steps) => Pipeline.PixelsOf(Work(image, 1, steps));

    private static ImageWork Work(byte[] image, ulong seed, ImageStep[] steps) => new(new() { Steps = steps, Seed = seed }, new Dictionary<string, byte[]> { [ImageWork.Main] = image });

    /// <param name="pictures">Beside <c>image</c>: a background, a garment.</param>
    public static ImageOutput Made(byte[] image, ImageStep step, Action<ServingOptions> options, params (string Name, byte[] File)[] pictures)
    {
        using var services = new ServiceCollection().Configure(options).AddImagePipeline().BuildServiceProvider();
        var work = new ImageWork(new() { Steps = [step], Seed = 1 }, pictures.Append((Name: ImageWork.Main, File: image)).ToDictionary(picture => picture.Name, picture => picture.File));
        var output = Assert.Single(services.GetRequiredService<ImagePipeline>().Run(work, _ => { }, CancellationToken.None).Outputs);
        Assert.Null(output.Refusal);
        return output;
    }

    private static ImagePipeline Pipeline => new ServiceCollection().AddImagePipeline().BuildServiceProvider().GetRequiredService<ImagePipeline>();

    public static ImageOutput Made(byte[] image, ImageStep step, ulong seed = 1)
    {
        var output = Assert.Single(Run(image, seed, step).Outputs);
        Assert.Null(output.Refusal);
        return output;
    }

    public static TriageVerdict Screened(byte[] image) => Run(image, 1, new ImageStep("screen", "screen")).Triage!;

    /// <summary>Straight alpha.</summary>
    public static SKBitmap Pixels(this ImageOutput output)
    {
        using var codec = SKCodec.Create(new MemoryStream(output.Bytes!));
        return SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
    }

    /// <summary>Bounding box of the pixels that satisfy the test.</summary>
    public static SKRectI Where(this SKBitmap bitmap, Func<SKColor, bool> isIn)
    {
        var (left, top, right, bottom) = (bitmap.Width, bitmap.Height, 0, 0);
        for (var y = 0; y < bitmap.Height; y++)
            for (var x = 0; x < bitmap.Width; x++)
                if (isIn(bitmap.GetPixel(x, y))) (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        return new(left, top, right, bottom);
    }

    /// <summary>The points of a picture that lie well inside a round product.</summary>
    public static IEnumerable<(int X, int Y)> Inside(this SKBitmap bitmap, SKRectI product) => Enumerable.Range(0, bitmap.Width * bitmap.Height).Select(p => (X: p % bitmap.Width, Y: p / bitmap.Width))
        .Where(at => Math.Pow(at.X - product.MidX, 2) + Math.Pow(at.Y - product.MidY, 2) < Math.Pow(0.45 * product.Width, 2));
}
