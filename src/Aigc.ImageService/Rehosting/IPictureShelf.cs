using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Rehosting;

/// <summary>Pictures that were taken over, each under the hash of its bytes: what is the same is kept once, and what an address shows never changes.</summary>
internal interface IPictureShelf
{
    /// <returns>Name of the picture, and whether it was there already.</returns>
    /// <exception cref="ImageProblemException"><c>store-not-configured</c> 409; <c>store-refused</c>, <c>store-unreachable</c> 502.</exception>
    Task<(string Name, bool Known)> KeepAsync(byte[] bytes, string extension, CancellationToken cancellationToken);

    /// <returns>The bytes; null where there is none of that name, or the name is none of ours.</returns>
    /// <exception cref="ImageProblemException"><c>store-unreachable</c> 502.</exception>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);
}
