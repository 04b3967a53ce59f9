using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Markets;

/// <summary>The rules that ship with the service.</summary>
internal static class MarketPacks
{
    private const string Folder = "Aigc.ImageService.Markets.Packs.";

    public static IReadOnlyList<MarketPack> All { get; } = Read();

    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400.</exception>
    public static MarketPack Named(string name) =>
        All.FirstOrDefault(pack => pack.Name == name) ?? throw new ImageProblemException("request-invalid", $"There are no rules for a market '{name}'; there are {string.Join(", ", All.Select(pack => pack.Name))}.", 400);

    private static IReadOnlyList<MarketPack> Read()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
        var assembly = typeof(MarketPacks).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize<MarketPack>(file, options)!;
        })];
    }
}
