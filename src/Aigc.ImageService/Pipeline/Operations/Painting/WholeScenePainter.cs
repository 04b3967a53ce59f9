using Aigc.Contracts.Images;

namespace Aigc.ImageService.Pipeline.Operations.Painting;

/// <summary>Paints over the procedural scene, shadows and all, as much as is asked for; the product's own pixels are put back.</summary>
internal sealed class WholeScenePainter(ScenePainting painting) : IScenePainter
{
    private const double UsualStrength = 0.5;

    public string Engine => SceneEngines.ImageToImage;

    public MadePicture? Paint(Source source, ImageStep step, CancellationToken cancellationToken) =>
        painting.PaintOver(Engine, source, step, start => start with { Strength = UsualStrength }, cancellationToken);
}
