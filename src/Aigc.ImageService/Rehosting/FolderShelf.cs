using Aigc.ImageService.Decoding;
using Aigc.ImageService.Serving;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Rehosting;

/// <summary>A folder, in the cloud a mounted share.</summary>
internal sealed class FolderShelf(IOptions<ServingOptions> options) : IPictureShelf
{
    /// <exception cref="ImageProblemException"><c>store-not-configured</c> 409.</exception>
    private string Folder => options.Value.AssetFolder ?? throw new ImageProblemException("store-not-configured", "The service has no place for pictures: ImageService:AssetFolder or ImageService:AssetContainer.", 409);

    public async Task<(string Name, bool Known)> KeepAsync(byte[] bytes, string extension, CancellationToken cancellationToken)
    {
        var name = PictureNames.Of(bytes, extension);
        var path = PathOf(name);
        if (File.Exists(path)) return (name, true);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(unfinished, bytes, cancellationToken);
        // Never half a file under the name; two writers write the same bytes.
        File.Move(unfinished, path, overwrite: true);
        return (name, false);
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(options.Value.AssetFolder is not null && PictureNames.IsOne(name) && File.Exists(PathOf(name)) ? File.OpenRead(PathOf(name)) : null);

    private string PathOf(string name) => Path.GetFullPath(Path.Combine(Folder, PictureNames.PathOf(name)));
}
