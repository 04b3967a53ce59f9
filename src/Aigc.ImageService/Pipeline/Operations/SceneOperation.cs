using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>The product in a scene: a drawn one, or what a diffusion model paints around it.</summary>
internal sealed class SceneOperation(SceneDrawing drawing, ScenePainting painting) : IOperation
{
    private const string Procedural = "procedural";
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
        if (isPainted && !fallsBack) Finishing.CheckLabels(source, step, Making.ComposedWithGenerated);
        var drawn = drawing.Draw(source, step, cancellationToken);
        if (drawn is null) return Refusal.Of(source, step, source.CutEngine);
        var output = Finishing.Finish(source, step, isPainted && !fallsBack ? painting.Paint(source, step, drawn, cancellationToken) : drawn);
        return fallsBack && output.Refusal is null ? output with { Detail = FellBack } : output;
    }
}
