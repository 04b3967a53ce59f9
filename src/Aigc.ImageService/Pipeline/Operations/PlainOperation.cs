using Aigc.Contracts.Images;
using Aigc.ImageService.Rendering;
using SkiaSharp;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>The product on one colour, or on none.</summary>
internal sealed class PlainOperation(string name, SKColor ground, ProductPreparing products) : IOperation
{
    public const string Engine = "classical-cutout";

    public string Name => name;

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var product = products.For(source, step, PlainRenderer.Fill, cancellationToken);
        if (product is null) return Refusal.Of(source, step, Engine);
        using var image = PlainRenderer.Render(product.Layer, step.Width, step.Height, ground);
        var (bytes, type) = Encoder.Encode(image, step.Format ?? (ground.Alpha == 0 ? "png" : "jpeg"), step.Quality);
        return new(step.Name, Engine, bytes, type, step.Width, step.Height) { Model = product.Model };
    }
}
