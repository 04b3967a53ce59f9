using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Pipeline.Operations.Painting;
using Aigc.ImageService.Provenance;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>The product in a scene: a drawn one, or one that a diffusion model paints.</summary>
internal sealed class SceneOperation(SceneDrawing drawing, OperatorModels models, IEnumerable<IScenePainter> painters) : IOperation
{
    private readonly Dictionary<string, IScenePainter> _painters = painters.ToDictionary(painter => painter.Engine, StringComparer.Ordinal);

    public string Name => "scene";

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        var painter = PainterOf(step.Engine ?? SceneEngines.Procedural);
        if (painter is null) return Finished(source, step, drawing.Draw(source, step, cancellationToken));
        if (step.Fallback && !models.Has(painter.Engine, step.Model)) return FallenBack(painter.Engine, Finished(source, step, drawing.Draw(source, step, cancellationToken)));
        Finishing.CheckLabels(source, step, Making.ComposedWithGenerated);
        return Finished(source, step, painter.Paint(source, step, cancellationToken));
    }

    /// <returns>Null: it is drawn.</returns>
    private IScenePainter? PainterOf(string engine) => engine == SceneEngines.Procedural ? null : _painters.GetValueOrDefault(engine)
        ?? throw new ImageProblemException("request-invalid", $"There is no engine '{engine}'; there are {string.Join(", ", SceneEngines.All)}.", 400);

    private static ImageOutput Finished(Source source, ImageStep step, MadePicture? made) => made is null ? Refusal.Of(source, step, source.CutEngine) : Finishing.Finish(source, step, made);

    private static ImageOutput FallenBack(string engine, ImageOutput output) =>
        output.Refusal is null ? output with { Detail = $"No model is installed for '{engine}'; this is the procedural scene." } : output;
}
