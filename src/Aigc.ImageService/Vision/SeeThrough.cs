namespace Aigc.ImageService.Vision;

/// <summary>
/// Tells the holes of a product from its light panels and highlights. Ground that shows through a handle has the ground's colour, or is in a
/// shadow that lies beside the product as well, and the network is sure of it. A hole with less evidence is closed: it keeps the photo's pixels.
/// </summary>
/// <param name="byColour">What the colours alone cut out.</param>
/// <param name="guess">Of the network, 0 to 1.</param>
internal sealed class SeeThrough(bool[] byColour, float[] guess, Trimap trimap)
{
    // Middle values over the hole, since its rim is a mixture of both sides.
    private const float Sure = 0.012f;

    // Whatever the colour of the hole: a shadow may lie in it that lies nowhere else.
    private const float VerySure = 0.005f;
    private const float GroundColour = 1;

    // Where both cuts left the hole out, the colour alone will do if it is near enough.
    private const float SurelyGround = 0.75f;

    // Of a shadow that is seen in a hole, most is seen outside.
    private const double MostlyShadow = 0.5;
    private const double SeenOutside = 1.5;
    private const float AsDark = 0.6f;

    /// <summary>The mask with the holes set that the ground does not show through.</summary>
    public bool[] CloseOthers(bool[] mask)
    {
        var gaps = Components.Of(Array.ConvertAll(mask, set => !set), trimap.Width, trimap.Height);
        var (numbers, holes) = (gaps.Numbers(), gaps.All.Select(gap => gap.Touches(trimap.Width, trimap.Height) ? null : new List<int>(gap.Area)).ToArray());
        for (var p = 0; p < numbers.Length; p++) if (numbers[p] >= 0) holes[numbers[p]]?.Add(p);
        var closed = gaps.Keep((_, gap) => holes[gap] is { } hole && !IsGround(hole, numbers, holes));
        for (var p = 0; p < mask.Length; p++) closed[p] |= mask[p];
        return closed;
    }

    private bool IsGround(List<int> hole, int[] numbers, List<int>?[] holes)
    {
        var distance = Middle(hole, trimap.Ground.Distance) / trimap.Ground.Clear;
        if (distance <= SurelyGround && 2 * hole.Count(p => byColour[p]) < hole.Count) return true;
        var believed = Middle(hole, guess);
        return believed <= VerySure || (believed <= Sure && (distance <= GroundColour || IsShadow(hole, numbers, holes)));
    }

    private bool IsShadow(List<int> hole, int[] numbers, List<int>?[] holes)
    {
        if (hole.Count(trimap.IsShadowLike) < MostlyShadow * hole.Count) return false;
        var (dark, outside) = (AsDark * Middle(hole, trimap.Ground.Lightness), 0);
        for (var p = 0; p < numbers.Length; p++) if (numbers[p] >= 0 && holes[numbers[p]] is null && trimap.Ground.Lightness[p] < dark && trimap.HasShadowColour(p)) outside++;
        return outside >= SeenOutside * hole.Count;
    }

    private static float Middle(List<int> pixels, float[] of)
    {
        var values = pixels.ConvertAll(p => of[p]);
        values.Sort();
        return values[values.Count / 2];
    }
}
