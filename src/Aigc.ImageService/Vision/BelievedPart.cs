namespace Aigc.ImageService.Vision;

/// <summary>Gives back what was cut away as shadow although the network is sure of it: a black cap with a soft edge looks like one.</summary>
internal static class BelievedPart
{
    // Mean of the network's guess over the part. It half believes in many a hard shadow, and is sure of few.
    private const double Sure = 0.95;

    /// <param name="mask">With the shadow cut away.</param>
    /// <param name="before">As it was before.</param>
    /// <param name="guess">Of the network, 0 to 1.</param>
    public static bool[] GiveBack(bool[] mask, bool[] before, float[] guess, Trimap trimap)
    {
        var parts = Components.OfRest(before, mask, trimap.Width, trimap.Height);
        var means = parts.Mean(p => guess[p]);
        var back = parts.Keep((_, part) => means[part] >= Sure);
        return [.. mask.Zip(back, (stays, given) => stays || given)];
    }
}
