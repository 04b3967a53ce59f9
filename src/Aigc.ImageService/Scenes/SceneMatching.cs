using Aigc.Contracts.Images;

namespace Aigc.ImageService.Scenes;

/// <summary>How well a product and a background go together. All parts are 0 to 1; the weights are ours.</summary>
internal static class SceneMatching
{
    private const double Inherited = 0.85;
    private const double ForAnything = 0.35;

    // L of product and background that much apart set the product off.
    private const double ClearLightness = 40;
    private const double ClearColour = 40;

    /// <param name="path">The product's category, then those above it.</param>
    public static SceneMatch Of(SceneTemplate template, ProductLook look, IReadOnlyList<string> path)
    {
        var (category, aspect, lighting, palette, position) = (OfCategory(template, path), Aspect(template, look), Lighting(template, look), Palette(template, look), Position(template, look));
        return new(Rounded((0.35 * category) + (0.1 * aspect) + (0.15 * lighting) + (0.15 * palette) + (0.25 * position)), Rounded(category), Rounded(aspect), Rounded(lighting), Rounded(palette), Rounded(position));
    }

    /// <summary>The nearer the node that the template was made for, the better; each step up costs.</summary>
    public static double OfCategory(SceneTemplate template, IReadOnlyList<string> path)
    {
        if (template.Categories.Count == 0) return ForAnything;
        for (var i = 0; i < path.Count; i++) if (template.Categories.Contains(path[i])) return Math.Pow(Inherited, i);
        return 0;
    }

    private static double Aspect(SceneTemplate template, ProductLook look)
    {
        var beyond = Math.Max(template.MinAspect / look.Aspect, look.Aspect / template.MaxAspect);
        return beyond <= 1 ? 1 : 1 / (beyond * beyond);
    }

    private static double Lighting(SceneTemplate template, ProductLook look) => Math.Min(1, Math.Abs(look.Lightness - template.Around[0]) / ClearLightness);

    // The product must not sink into its background: apart in colour, or at least in lightness.
    private static double Palette(SceneTemplate template, ProductLook look)
    {
        var ground = template.Around;
        var (l, a, b) = (look.Lightness - ground[0], look.A - ground[1], look.B - ground[2]);
        return Math.Min(1, Math.Sqrt((l * l * 0.25) + (a * a) + (b * b)) / ClearColour);
    }

    // What stands needs a foot; what has none lies better.
    private static double Position(SceneTemplate template, ProductLook look) => template.View == SceneView.Standing
        ? Math.Clamp(look.Base / (template.Podium ? 0.5 : 0.35), 0.1, 1)
        : 1 - (0.6 * Math.Clamp(look.Base / 0.5, 0, 1));

    private static double Rounded(double value) => Math.Round(value, 3);
}
