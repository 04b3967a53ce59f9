using Aigc.Contracts.Images;

namespace Aigc.ImageService.Pipeline.Operations.Painting;

/// <summary>Paints what stands around a product in the procedural scene anew; the product's own pixels are put back.</summary>
internal sealed class SurroundingsPainter(ScenePainting painting) : IScenePainter
{
    // More than half of the soft edge would take the old ground along.
    private const float Solid = 0.5f;

    public string Engine => SceneEngines.Inpaint;

    public MadePicture? Paint(Source source, ImageStep step, CancellationToken cancellationToken) =>
        painting.PaintOver(Engine, source, step, start => start with { Mask = Array.ConvertAll(start.Keep!, alpha => alpha >= Solid ? 0f : 1f) }, cancellationToken);
}
