using Aigc.Contracts.Images;
using Aigc.ImageService.Rendering;
using SkiaSharp;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>The product on one colour, or on none.</summary>
internal sealed class PlainOperation(string name, SKColor ground) : IOperation
{
    public const string Engine = "classical-cutout";

    public string Name => name;

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        if (source.Product is not { } product) return Refusal.Of(source, step, Engine);
        using var image = PlainRenderer.Render(product, step.Width, step.Height, ground);
        var (bytes, type) = Encoder.Encode(image, step.Format ?? (ground.Alpha == 0 ? "png" : "jpeg"), step.Quality);
        return new(step.Name, Engine, bytes, type, step.Width, step.Height);
    }
}
