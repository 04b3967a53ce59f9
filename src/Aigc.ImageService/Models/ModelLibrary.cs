using System.Security.Cryptography;
using System.Text.Json;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Serving;
using Aigc.ImageService.Storing;
using Aigc.ImageService.Upscaling;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Models;

/// <summary>
/// The models that are installed: those that ship with the service, and those in the operator's folder, one folder a model. Every file is
/// held against its hash before the service starts; a model that is not what its manifest says keeps the service from starting.
/// </summary>
internal sealed class ModelLibrary : IDisposable
{
    // More pixels around a tile than a tile has are none of its own any more.
    private const int MaxHalo = TiledNetwork.DefaultTile;
    private readonly List<InstalledModel> _models = [];

    public ModelLibrary(IOptions<ServingOptions> options, TimeProvider time, ServingMetrics metrics) : this([Path.Combine(AppContext.BaseDirectory, "models"), .. options.Value.ModelFolder is { } folder ? new[] { folder } : []], options.Value.Execution(threads: 1, time, metrics))
    {
    }

    /// <exception cref="InvalidDataException">A manifest or a file is missing, broken or not what the manifest says.</exception>
    public ModelLibrary(IEnumerable<string> folders, Execution? execution = null)
    {
        foreach (var file in folders.Where(Directory.Exists).SelectMany(folder => Directory.GetDirectories(folder).Order(StringComparer.Ordinal)).Select(folder => Path.Combine(folder, "manifest.json")).Where(File.Exists))
            _models.Add(Verified(file, execution));
    }

    public IReadOnlyList<InstalledModel> All => _models;

    /// <summary>By name, else the last installed for the task: the operator's own come after those that ship.</summary>
    public InstalledModel? Find(string task, string? name = null) =>
        _models.LastOrDefault(model => model.Manifest.Task == task && (name is null || model.Manifest.Name == name));

    public void Dispose() => _models.ForEach(model => model.Dispose());

    private static InstalledModel Verified(string file, Execution? execution)
    {
        var folder = Path.GetDirectoryName(file)!;
        var manifest = Read(file);
        if (manifest is not { Name.Length: > 0, Task.Length: > 0, Files.Count: > 0 }) throw new InvalidDataException($"{file}: a manifest names the model, its task and its files.");
        // A model that enlarges by nothing would be asked again and again.
        if (manifest.Task == Upscaler.Task && manifest is not { Factor: >= 2 and <= Upscaler.MaxFactor, Halo: >= 0 and <= MaxHalo })
            throw new InvalidDataException($"{file}: a model for {Upscaler.Task} has a factor of 2 to {Upscaler.MaxFactor} and a halo of 0 to {MaxHalo} pixels; here they are {manifest.Factor} and {manifest.Halo}.");
        foreach (var part in manifest.Files)
        {
            var path = FolderPath.Within(folder, part.Path) ?? throw new InvalidDataException($"{file}: '{part.Path}' leads out of the folder.");
            if (!File.Exists(path)) throw new InvalidDataException($"{file}: '{part.Path}' is missing.");
            if (HashOf(path) != part.Sha256) throw new InvalidDataException($"{file}: '{part.Path}' is not the file that the manifest describes (sha256 {HashOf(path)}).");
        }
        // What is not in the manifest was not verified: no pipeline may find and load it.
        var listed = manifest.Files.Select(part => Path.GetFullPath(Path.Combine(folder, part.Path))).ToHashSet(StringComparer.Ordinal);
        var strange = Directory.EnumerateFiles(folder, "*.onnx*", SearchOption.AllDirectories).FirstOrDefault(path => !listed.Contains(Path.GetFullPath(path)));
        return strange is null ? new(manifest, folder, execution) : throw new InvalidDataException($"{file}: '{Path.GetRelativePath(folder, strange)}' lies in the folder and is not in the manifest.");
    }

    private static ModelManifest? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), ModelJson.Default.ModelManifest);
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{file}: {broken.Message}", broken);
        }
    }

    private static string HashOf(string path)
    {
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
