using Aigc.Contracts.Images;
using Aigc.ImageService.Rendering;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>The product in a drawn studio.</summary>
internal sealed class SceneOperation(ProductPreparing products) : IOperation
{
    public string Name => "scene";

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var product = products.For(source, step, SceneRenderer.Fill, cancellationToken);
        if (product is null) return Refusal.Of(source, step, PlainOperation.Engine);
        var seed = source.Work.Request.Seed;
        var style = SceneStyle.Pick(step.Template, step.Category, seed);
        using var image = new SceneRenderer(style, seed, step.Width, step.Height).Render(product.Layer);
        var (bytes, type) = Encoder.Encode(image, step.Format ?? "jpeg", step.Quality);
        return new(step.Name, "procedural-scene", bytes, type, step.Width, step.Height, Template: style.Name) { Model = product.Model };
    }
}
