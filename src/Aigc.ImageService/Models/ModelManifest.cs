using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts.Images;

namespace Aigc.ImageService.Models;

/// <summary>What is known of a model; the file <c>manifest.json</c> in the folder of its weights.</summary>
/// <param name="Task">What it is for: <c>upscale</c>, <c>inpaint</c> and <c>text-to-image</c> (a folder in the layout of diffusers), <c>try-on</c> (the same, without text), <c>garment-mask</c>, <c>classify</c> (a folder in the layout of transformers).</param>
/// <param name="Files">Every file that is loaded, with its hash.</param>
/// <param name="Licence">SPDX identifier, or the name of the licence; shown in every result.</param>
public sealed record ModelManifest(string Name, string Task, string Version, string Licence, IReadOnlyList<ModelFile> Files)
{
    /// <summary>By how much an <c>upscale</c> model enlarges, 2 to 16; it must be told.</summary>
    public int Factor { get; init; }

    /// <summary>Pixels of the input around a tile that its result depends on.</summary>
    public int Halo { get; init; }

    /// <summary>How the weights came to be, for readers: script, data, seed, measures.</summary>
    public IReadOnlyDictionary<string, string> Origin { get; init; } = new Dictionary<string, string>();

    public ImageModel ToReference() => new(Name, Version, Sha256, Licence);

    public InstalledImageModel ToContract() => new(Name, Task, Version, Licence, Sha256);

    // Any file of a folder of diffusers may be changed: none of them stands for the others.
    private string Sha256 => Files.Count == 1 ? Files[0].Sha256
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => $"{file.Sha256}  {file.Path}\n")))));
}

/// <param name="Path">Below the folder of the manifest.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record ModelFile(string Path, string Sha256);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ModelManifest))]
internal sealed partial class ModelJson : JsonSerializerContext;
