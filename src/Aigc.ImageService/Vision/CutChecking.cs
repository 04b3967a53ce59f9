namespace Aigc.ImageService.Vision;

/// <summary>Holds what the network guesses against what the fitted ground knows for certain.</summary>
internal static class CutChecking
{
    // Enough to win over a network that is fairly sure, and not over one that is certain.
    private const float Coloured = 0.9f;
    private const double ShowsGround = 0.5;

    /// <summary>What has a colour that no shadow gives the ground is likely product, whatever the network says.</summary>
    public static float[] Raised(float[] guess, Trimap trimap)
    {
        var coloured = Morphology.Erode([.. guess.Select((_, p) => trimap.IsColoured(p))], trimap.Width, trimap.Height, 1);
        return [.. guess.Select((likely, p) => coloured[p] ? MathF.Max(likely, Coloured) : likely)];
    }

    /// <summary>An opening is one only where the ground shows through it, perhaps in the shade; a dark screen in a light frame is product.</summary>
    public static bool[] WithTrueOpenings(bool[] mask, Trimap trimap)
    {
        var (width, height) = (trimap.Width, trimap.Height);
        var openings = Components.Of([.. mask.Select(set => !set)], width, height);
        var ground = openings.Share(p => trimap.Ground.Distance[p] < trimap.Ground.Clear * 1.5f || (trimap.Ground.Lightness[p] > -22 && trimap.IsShadowLike(p)));
        var filled = openings.Keep((opening, i) => !opening.Touches(width, height) && ground[i] < ShowsGround);
        return [.. mask.Zip(filled, (set, fill) => set || fill)];
    }
}
