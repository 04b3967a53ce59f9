using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Markets;
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
        using var drawn = PlainRenderer.Render(product.Layer, step.FrameWidth, step.FrameHeight, ground, ShadowOf(step));
        return Finishing.Finish(source, step, new(Raster.From(drawn.Image), Making.Altered, "cut-out", source.CutEngine, ground.Alpha == 0 ? "png" : "jpeg")
        {
            Product = new(product.Layer.Box, drawn.Product),
            Model = product.Model,
        });
    }

    // On a white ground at most what the market allows there.
    private ShadowKind ShadowOf(ImageStep step)
    {
        if (ground.Alpha == 0) return step.Shadow ?? ShadowKind.Natural;
        var allowed = step.Market is { } market ? MarketPacks.Named(market).Deliver.Shadow : null;
        return (ShadowKind)Math.Min((int)(step.Shadow ?? ShadowKind.Contact), (int)(allowed ?? ShadowKind.Natural));
    }
}
