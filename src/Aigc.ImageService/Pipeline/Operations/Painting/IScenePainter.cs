using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Pipeline.Operations.Painting;

/// <summary>One way in which a diffusion model makes a scene. Stateless: many requests run through it at once.</summary>
internal interface IScenePainter
{
    /// <summary>The name in <see cref="ImageStep.Engine"/>, one of <see cref="SceneEngines"/>.</summary>
    string Engine { get; }

    /// <returns>Null where the photo has no product that can be separated.</returns>
    /// <exception cref="ImageProblemException"><c>model-not-installed</c> and <c>model-mismatch</c> 409, <c>content-filtered</c> and <c>request-invalid</c> 422.</exception>
    MadePicture? Paint(Source source, ImageStep step, CancellationToken cancellationToken);
}
