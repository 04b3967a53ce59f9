using System.Text.Json.Serialization;
using Aigc.ImageService.Vision;
using SkiaSharp;

namespace Aigc.ImageService.Scenes;

internal enum SceneView
{
    /// <summary>The product stands on a surface before a wall.</summary>
    Standing,

    /// <summary>The product lies on a surface and is seen from above.</summary>
    FlatLay,
}

internal enum SceneMaterial { Plain, Wood, Stone, Concrete, Linen, Snow }

/// <summary>A background and how a product is put into it.</summary>
/// <param name="Categories">Nodes of the category tree that it was made for; what lies below them inherits it. None: for anything.</param>
/// <param name="Wall">Colour as #RRGGBB; for a flat lay that of the surface's rim.</param>
/// <param name="Grain">Strength of the surface's texture, 0 to 1.</param>
internal sealed record SceneTemplate(string Name, SceneView View, IReadOnlyList<string> Categories, string Wall, string Surface, SceneMaterial Material, float Grain)
{
    /// <summary>Width over height of the products that it suits.</summary>
    public double MinAspect { get; init; } = 0.2;

    public double MaxAspect { get; init; } = 5;

    /// <summary>A round podium under the product.</summary>
    public bool Podium { get; init; }

    /// <summary>Light falls through a window onto the wall.</summary>
    public bool Window { get; init; }

    /// <summary>A picture that takes the place of wall and surface: a file beside the template.</summary>
    public string? Picture { get; init; }

    /// <summary>Where wall and surface meet, as a share of the height.</summary>
    public float Horizon { get; init; } = 0.66f;

    /// <summary>Where a standing product's foot is, as a share of the height.</summary>
    public float Baseline { get; init; } = 0.84f;

    /// <summary>Share of the frame that the product fills at the most.</summary>
    public float Fill { get; init; } = 0.66f;

    /// <summary>Mean Lab of the picture; null: there is none, and the colours tell.</summary>
    [JsonIgnore] public float[]? PictureLook { get; init; }

    /// <summary>Lab of what is seen around the product.</summary>
    [JsonIgnore] public float[] Around => PictureLook ?? (View == SceneView.Standing ? LabOf(WallColour) : LabOf(SurfaceColour));

    [JsonIgnore] public SKColor WallColour => SKColor.Parse(Wall);
    [JsonIgnore] public SKColor SurfaceColour => SKColor.Parse(Surface);

    private static float[] LabOf(SKColor colour) => Lab.FromRgb([colour.Red, colour.Green, colour.Blue]);
}
