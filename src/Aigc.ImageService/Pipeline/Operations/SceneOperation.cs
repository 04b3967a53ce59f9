using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Rendering;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>The product in a drawn studio.</summary>
internal sealed class SceneOperation(ProductPreparing products) : IOperation
{
    private const string Engine = "procedural-scene";

    public string Name => "scene";

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var product = products.For(source, step, SceneRenderer.Fill, cancellationToken);
        if (product is null) return Refusal.Of(source, step, PlainOperation.Engine);
        var seed = source.Work.Request.Seed;
        var style = SceneStyle.Pick(step.Template, step.Category, seed);
        using var drawn = new SceneRenderer(style, seed, step.FrameWidth, step.FrameHeight).Render(product.Layer);
        return Finishing.Finish(source, step, new(Raster.From(drawn.Image), Making.Composed, "composed", Engine, "jpeg")
        {
            Product = new(product.Layer.Box, drawn.Product),
            Model = product.Model,
            Template = style.Name,
        });
    }
}
