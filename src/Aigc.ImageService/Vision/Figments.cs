namespace Aigc.ImageService.Vision;

/// <summary>
/// What the network sees where there is nothing: it learnt from subjects in the middle, and guesses at one there when the subject lies far off.
/// The palest product has an edge, a seam or a shade somewhere; where all of a guess has the colour of the ground, it is none.
/// </summary>
internal static class Figments
{
    // Share of a guess that is clearly off the ground: noise and artefacts of compression have less.
    private const double SomethingThere = 0.02;

    /// <returns>The guess, 0 where nothing in the photo bears it out.</returns>
    public static float[] Without(float[] guess, Trimap trimap)
    {
        var parts = Components.Of(Array.ConvertAll(guess, value => value > CutCertainty.Possible), trimap.Width, trimap.Height);
        var seen = parts.Share(trimap.Ground.IsClearOf);
        var figments = parts.Keep((_, part) => seen[part] < SomethingThere);
        return [.. guess.Zip(figments, (value, figment) => figment ? 0 : value)];
    }
}
