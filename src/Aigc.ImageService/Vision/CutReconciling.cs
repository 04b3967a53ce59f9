namespace Aigc.ImageService.Vision;

/// <summary>
/// Settles what network and colours make of a photo differently. The network knows a shadow when it sees one, and takes a dark smooth panel for
/// one as well; the colour cut takes shadows along, and loses no panel. What the edges say decides between them.
/// </summary>
internal static class CutReconciling
{
    /// <summary>Intersection over union of both cuts; 0 where neither found anything.</summary>
    public static double AgreementOf(bool[] byNetwork, bool[] byColour)
    {
        var (both, either) = (0, 0);
        for (var p = 0; p < byNetwork.Length; p++)
        {
            if (byNetwork[p] && byColour[p]) both++;
            if (byNetwork[p] || byColour[p]) either++;
        }
        return either == 0 ? 0 : (double)both / either;
    }

    /// <summary>
    /// The network's cut, with the parts at its outline given back that it alone left out and that are no shadow, and with those of its holes
    /// closed that the ground does not show through.
    /// </summary>
    /// <param name="guess">Of the network, 0 to 1.</param>
    public static bool[] Settle(bool[] byNetwork, bool[] byColour, float[] guess, Trimap trimap)
    {
        var given = GivenBack(byNetwork, byColour, guess, trimap);
        bool[] outer = [.. byNetwork.Zip(given, (network, back) => network || back)];
        return new SeeThrough(byColour, guess, trimap).CloseOthers(outer);
    }

    private static bool[] GivenBack(bool[] byNetwork, bool[] byColour, float[] guess, Trimap trimap)
    {
        var dropped = Components.OfRest(byColour, byNetwork, trimap.Width, trimap.Height);
        var parts = new DroppedPart[dropped.All.Count];
        var (numbers, held) = (dropped.Numbers(), Held(byNetwork, trimap.Width));
        for (var p = 0; p < numbers.Length; p++)
        {
            if (numbers[p] < 0) continue;
            var (toGround, toProduct) = EdgesAt(p, byNetwork, byColour, trimap);
            parts[numbers[p]].Add(toGround, toProduct, guess[p], held[p], trimap.Ground.IsClearOf(p), trimap.IsShadowLike(p));
        }
        return dropped.Keep((_, part) => parts[part].IsProduct);
    }

    // The hardest edge beside a pixel, on its side to the ground and on that to the product; 0 where it lies at neither.
    private static (float ToGround, float ToProduct) EdgesAt(int p, bool[] byNetwork, bool[] byColour, Trimap trimap)
    {
        var (toGround, toProduct) = (0f, 0f);
        foreach (var q in trimap.Beside(p))
        {
            var edge = MathF.Max(trimap.EdgeAt(p), trimap.EdgeAt(q));
            if (byNetwork[q]) toProduct = MathF.Max(toProduct, edge);
            else if (!byColour[q]) toGround = MathF.Max(toGround, edge);
        }
        return (toGround, toProduct);
    }

    // Whether there is product anywhere below a pixel.
    private static bool[] Held(bool[] mask, int width)
    {
        var held = new bool[mask.Length];
        for (var p = mask.Length - width - 1; p >= 0; p--) held[p] = held[p + width] || mask[p + width];
        return held;
    }
}
