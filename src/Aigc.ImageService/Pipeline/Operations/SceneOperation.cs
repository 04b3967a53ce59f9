using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Rendering;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>The product in a scene: a drawn studio, or what a diffusion model paints around it.</summary>
internal sealed class SceneOperation(ProductPreparing products, ScenePainting painting) : IOperation
{
    private const string Procedural = "procedural";
    private const string DrawnEngine = "procedural-scene";
    private const string FellBack = "No model is installed for 'inpaint'; this is the procedural scene.";

    public string Name => "scene";

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var isPainted = step.Engine switch
        {
            null or Procedural => false,
            ScenePainting.Engine => true,
            _ => throw new ImageProblemException("request-invalid", $"There is no engine '{step.Engine}'; there are {Procedural}, {ScenePainting.Engine}.", 400),
        };
        var fallsBack = isPainted && step.Fallback && !painting.IsInstalled(step.Model);
        var product = products.For(source, step, SceneRenderer.Fill, cancellationToken);
        if (product is null) return Refusal.Of(source, step, PlainOperation.Engine);
        var drawn = Drawn(source, step, product);
        var output = Finishing.Finish(source, step, isPainted && !fallsBack ? painting.Paint(source, step, drawn, cancellationToken) : drawn);
        return fallsBack && output.Refusal is null ? output with { Detail = FellBack } : output;
    }

    private static MadePicture Drawn(Source source, ImageStep step, PreparedProduct product)
    {
        var seed = source.Work.Request.Seed;
        var style = SceneStyle.Pick(step.Template, step.Category, seed);
        using var drawn = new SceneRenderer(style, seed, step.FrameWidth, step.FrameHeight).Render(product.Layer);
        return new(Raster.From(drawn.Image), Making.Composed, "composed", DrawnEngine, "jpeg")
        {
            Product = new(product.Layer.Box, drawn.Product),
            Model = product.Model,
            Template = style.Name,
        };
    }
}
