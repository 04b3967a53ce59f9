using System.Security.Cryptography;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Serving;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Rehosting;

/// <summary>
/// Pictures in a folder (in the cloud a mounted share), each under the hash of its bytes: what is the same is kept once, and what an address
/// shows never changes.
/// </summary>
internal sealed class PictureShelf(IOptions<ServingOptions> options)
{
    /// <exception cref="ImageProblemException"><c>store-not-configured</c> 409.</exception>
    private string Folder => options.Value.AssetFolder ?? throw new ImageProblemException("store-not-configured", "The service has no folder for pictures: ImageService:AssetFolder.", 409);

    /// <returns>Name of the file, and whether it was there already.</returns>
    /// <exception cref="ImageProblemException"><c>store-not-configured</c> 409.</exception>
    public async Task<(string Name, bool Known)> KeepAsync(byte[] bytes, string extension, CancellationToken cancellationToken)
    {
        var name = $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}.{extension}";
        var path = PathOf(name);
        if (File.Exists(path)) return (name, true);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(unfinished, bytes, cancellationToken);
        // Never half a file under the name; two writers write the same bytes.
        File.Move(unfinished, path, overwrite: true);
        return (name, false);
    }

    /// <returns>Path of the file; null where there is none, or the name is none of ours.</returns>
    public string? Find(string name) => options.Value.AssetFolder is not null && IsName(name) && File.Exists(PathOf(name)) ? PathOf(name) : null;

    // Two letters of the hash are folder enough for millions.
    private string PathOf(string name) => Path.GetFullPath(Path.Combine(Folder, name[..2], name));

    private static bool IsName(string name) => name.Length is > 65 and < 72 && name[64] == '.' && name[..64].All(char.IsAsciiHexDigitLower) && name[65..].All(char.IsAsciiLetterLower);
}
