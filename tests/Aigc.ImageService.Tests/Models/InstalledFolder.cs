using System.Security.Cryptography;
using System.Text.Json;
using Aigc.ImageService.Models;

namespace Aigc.ImageService.Tests.Models;

/// <summary>An operator's folder of models; gone when disposed.</summary>
internal sealed class InstalledFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("models-").FullName;

    /// <summary>Copies a model in, with a manifest over all its files.</summary>
    public void Install(string name, string task, string from, int factor = 0, int halo = 0)
    {
        var folder = System.IO.Path.Combine(Path, name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = System.IO.Path.Combine(folder, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => new ModelFile(System.IO.Path.GetRelativePath(folder, file), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))));
        File.WriteAllText(System.IO.Path.Combine(folder, "manifest.json"), JsonSerializer.Serialize(new ModelManifest(name, task, "1", "for tests only", [.. files]) { Factor = factor, Halo = halo }, JsonSerializerOptions.Web));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
