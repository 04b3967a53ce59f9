using Aigc.ImageService.Serving;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Storing;

/// <summary>Brings the operator's models and scenes from their containers into the folders that they are read from, before anything reads there. Models are held against their hashes afterwards.</summary>
internal sealed partial class OperatorFiles(IOptions<ServingOptions> options, IHttpClientFactory clients, ManagedIdentity identity, ILogger<OperatorFiles> logger)
{
    /// <exception cref="HttpRequestException">A container cannot be reached, or refuses.</exception>
    /// <exception cref="InvalidDataException">The name of a blob leads out of the folder.</exception>
    public async Task BringAsync(CancellationToken cancellationToken = default)
    {
        await BringAsync(options.Value.ModelContainer, options.Value.ModelFolder, cancellationToken);
        await BringAsync(options.Value.SceneContainer, options.Value.SceneFolder, cancellationToken);
    }

    private async Task BringAsync(Uri? address, string? folder, CancellationToken cancellationToken)
    {
        if (address is null || folder is null) return;
        var container = new BlobContainer(address, clients, identity);
        var root = Path.GetFullPath(folder);
        var files = 0;
        await foreach (var blob in container.ListAsync(cancellationToken))
        {
            // A folder of a hierarchical account, or of a browser of blobs.
            if (blob.Name.EndsWith('/') || (blob.Length == 0 && !Path.HasExtension(blob.Name))) continue;
            var path = FolderPath.Within(root, blob.Name) ?? throw new InvalidDataException($"The blob '{blob.Name}' leads out of {root}.");
            files++;
            // A container that was started again in its replica goes on where it was stopped.
            if (new FileInfo(path) is { Exists: true } there && there.Length == blob.Length) continue;
            await BringAsync(container, blob.Name, path, cancellationToken);
        }
        Log.Brought(logger, files, address.AbsolutePath, root);
    }

    private static async Task BringAsync(BlobContainer container, string name, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Never half a file under the name.
        var unfinished = path + ".unfinished";
        await using (var blob = await container.OpenAsync(name, cancellationToken) ?? throw new HttpRequestException($"The blob '{name}' is gone."))
        await using (var file = File.Create(unfinished))
            await blob.CopyToAsync(file, cancellationToken);
        File.Move(unfinished, path, overwrite: true);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Files} files came from {Container} into {Folder}.")]
        public static partial void Brought(ILogger logger, int files, string container, string folder);
    }
}
