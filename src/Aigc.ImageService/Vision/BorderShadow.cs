namespace Aigc.ImageService.Vision;

/// <summary>
/// Finds shadow that was cut out because it runs out of the photo below its product: where a cut ends at the lower border, there is no outline to tell
/// it by. A product that the border cuts off goes on as it is; a shadow gets lighter towards the border, little by little, in the colour of the ground.
/// </summary>
internal static class BorderShadow
{
    // L, over all of it: less may be light on a product.
    private const float LeastFade = 15;

    // L between neighbours: more is an edge.
    private const float LittleByLittle = 12;

    /// <returns>The mask without such shadow.</returns>
    public static bool[] CutAway(bool[] mask, Trimap trimap)
    {
        var left = (bool[])mask.Clone();
        for (var p = mask.Length - trimap.Width; p < mask.Length; p++)
        {
            var end = EndOfFade(mask, trimap, p);
            if (trimap.ColourAt(p).X - trimap.ColourAt(end).X < LeastFade) continue;
            for (var q = p; q > end; q -= trimap.Width) left[q] = false;
        }
        return left;
    }

    // The pixel above, at which it gets no darker.
    private static int EndOfFade(bool[] mask, Trimap trimap, int p)
    {
        while (mask[p] && p >= trimap.Width && trimap.TakesAllColoursAlike(p))
        {
            var darker = trimap.ColourAt(p).X - trimap.ColourAt(p - trimap.Width).X;
            if (darker is <= 0 or > LittleByLittle || !mask[p - trimap.Width]) break;
            p -= trimap.Width;
        }
        return p;
    }
}
