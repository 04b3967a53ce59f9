using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>One kind of step. Stateless: many requests run through it at once.</summary>
internal interface IOperation
{
    /// <summary>The name in <see cref="ImageStep.Op"/>, and of the route.</summary>
    string Name { get; }

    /// <returns>The picture, or a refusal where the photo does not allow it; null where the step makes none.</returns>
    /// <exception cref="ImageProblemException">The request cannot be done.</exception>
    ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken);
}
