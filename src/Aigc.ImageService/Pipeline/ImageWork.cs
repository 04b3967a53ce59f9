using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Pipeline;

/// <summary>A request and its encoded pictures by name.</summary>
internal sealed record ImageWork(ImagePipelineRequest Request, IReadOnlyDictionary<string, byte[]> Images)
{
    /// <summary>Name of the picture that every operation works on.</summary>
    public const string Main = "image";

    /// <exception cref="ImageProblemException"><c>request-invalid</c>: it is missing.</exception>
    public byte[] Image => Named(Main);

    /// <exception cref="ImageProblemException"><c>request-invalid</c>: it is missing.</exception>
    public byte[] Named(string name) => Images.GetValueOrDefault(name) ?? throw new ImageProblemException("request-invalid", $"The picture '{name}' is missing.", 400);
}
