namespace Aigc.ImageService.Vision;

/// <summary>Gives back what was cut away as shadow although the network is sure of it: a black cap with a soft edge, the underside of a strap or a sole.</summary>
internal static class BelievedPart
{
    // Mean of the network's guess over the part. It half believes in many a hard shadow, and is surer of few.
    private const double Sure = 0.75;

    // Where a part is one with its shadow, the network is surer yet of each of its pixels; fewer are chance.
    private const float SureOfPixel = 0.9f;
    private const int LeastCore = 40;

    /// <param name="mask">With the shadow cut away.</param>
    /// <param name="before">As it was before.</param>
    /// <param name="guess">Of the network, 0 to 1.</param>
    public static bool[] GiveBack(bool[] mask, bool[] before, float[] guess, Trimap trimap)
    {
        var parts = Components.OfRest(before, mask, trimap.Width, trimap.Height);
        var means = parts.Mean(p => guess[p]);
        var whole = parts.Keep((_, part) => means[part] >= Sure);
        var cores = Components.OfRest(before, mask, trimap.Width, trimap.Height, p => guess[p] >= SureOfPixel).Keep(core => core.Area >= LeastCore);
        return [.. mask.Select((stays, p) => stays || whole[p] || cores[p])];
    }
}
