using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Scenes;

namespace Aigc.ImageService.Pipeline.Operations.Painting;

/// <summary>Paints an empty background; the product is placed on it as on one that the caller sends.</summary>
internal sealed class BackgroundPainter(SceneDrawing drawing, ScenePainting painting) : IScenePainter
{
    private const string UsualPrompt = "empty photo studio, bare clean tabletop before a plain wall, soft light, shallow depth of field";

    public string Engine => SceneEngines.TextToImage;

    public MadePicture? Paint(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        if (source.Work.Images.ContainsKey(SceneLibrary.Sent)) throw new ImageProblemException("background-not-taken", $"The engine '{Engine}' paints the background: no picture '{SceneLibrary.Sent}' is sent along.", 400);
        if (source.Product is null) return null;
        var painted = painting.Paint(Engine, source, step, new() { Prompt = UsualPrompt, Seeds = [source.Work.Request.Seed], Width = step.FrameWidth, Height = step.FrameHeight }, cancellationToken);
        return painted.Of(drawing.DrawOn(painted.Picture, source, step, cancellationToken));
    }
}
