using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>A named procedural studio: wall, surface and light.</summary>
/// <param name="Grain">Strength of the surface's texture, 0 to 1.</param>
internal sealed record SceneStyle(string Name, SKColor Wall, SKColor Surface, float Grain, bool Wood, params string[] Categories)
{
    public static readonly IReadOnlyList<SceneStyle> All =
    [
        new("oak-studio", new(226, 221, 212), new(186, 148, 108), 0.9f, true, "bag", "footwear", "shoe", "accessor", "home", "kitchen", "mug"),
        new("slate-studio", new(206, 211, 216), new(122, 128, 134), 0.5f, false, "climb", "ski", "board", "tool", "electronic", "navigation", "cycl"),
        new("sand-studio", new(233, 224, 208), new(214, 196, 168), 0.5f, false, "jacket", "apparel", "clothing", "shirt", "camp", "trek", "travel"),
        new("mint-studio", new(214, 226, 219), new(178, 196, 186), 0.3f, false, "beauty", "garden", "water", "bottle", "toy"),
        new("dawn-studio", new(231, 219, 222), new(206, 186, 190), 0.3f, false),
    ];

    /// <summary>By name; else by category; else by the seed.</summary>
    public static SceneStyle Pick(string? name, string? category, ulong seed) =>
        All.FirstOrDefault(style => style.Name == name)
        ?? All.FirstOrDefault(style => category is not null && style.Categories.Any(word => category.Contains(word, StringComparison.OrdinalIgnoreCase)))
        ?? All[(int)(seed % (ulong)All.Count)];
}
