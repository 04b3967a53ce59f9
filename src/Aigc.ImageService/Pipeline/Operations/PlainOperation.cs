using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Rendering;
using SkiaSharp;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>The product on one colour, or on none.</summary>
internal sealed class PlainOperation(string name, SKColor ground, ProductPreparing products) : IOperation
{
    public string Name => name;

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var product = products.For(source, step, PlainRenderer.Fill, cancellationToken);
        if (product is null) return Refusal.Of(source, step, source.CutEngine);
        using var drawn = PlainRenderer.Render(product.Layer, step.FrameWidth, step.FrameHeight, ground);
        return Finishing.Finish(source, step, new(Raster.From(drawn.Image), Making.Altered, "cut-out", source.CutEngine, ground.Alpha == 0 ? "png" : "jpeg")
        {
            Product = new(product.Layer.Box, drawn.Product),
            Model = product.Model,
        });
    }
}
