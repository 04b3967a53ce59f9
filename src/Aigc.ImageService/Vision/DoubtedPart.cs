namespace Aigc.ImageService.Vision;

/// <summary>
/// Finds what a cut leaves out although it is neither ground nor shadow, and the network half believes in it. Such parts are rare: of 232 drawn photos
/// that nothing else refuses, and that its limits were not chosen by, four have one of 3.5 % by <see cref="LargestCore"/>; their IoU is 0.84 to 0.98.
/// </summary>
internal static class DoubtedPart
{
    // Less of the network's belief, over most of a part, is none; the mean tells a part from the haze around one.
    private const float Believed = 0.05f;
    private const double MostlyBelieved = 0.75;
    private const double HalfBelieved = 0.2;

    // Of the pixels of a part: clearly no ground, and no smooth shade of it.
    private const double OffGround = 0.95;
    private const double SomeShadow = 0.25;

    /// <param name="cut">What was cut out in the end.</param>
    /// <param name="seen">All that network or colours took for product.</param>
    /// <param name="guess">Of the network, 0 to 1.</param>
    /// <returns>The area of the largest such part as a share of the cut's; 0 where there is none.</returns>
    public static double LargestShare(bool[] cut, bool[] seen, float[] guess, Trimap trimap)
    {
        var lit = new HardShadow(seen, trimap).CutAway();
        return (double)Math.Max(LargestPart(lit, cut, guess, trimap), LargestCore(lit, cut, guess, trimap)) / Math.Max(1, cut.Count(set => set));
    }

    private static int LargestPart(bool[] lit, bool[] cut, float[] guess, Trimap trimap)
    {
        var parts = Components.OfRest(lit, cut, trimap.Width, trimap.Height);
        var (believed, means) = (parts.Share(p => guess[p] >= Believed), parts.Mean(p => guess[p]));
        var (clear, shadow) = (parts.Share(trimap.Ground.IsClearOf), parts.Share(trimap.IsShadowLike));
        return Enumerable.Range(0, parts.All.Count)
            .Where(i => believed[i] >= MostlyBelieved && means[i] >= HalfBelieved && clear[i] >= OffGround && shadow[i] <= SomeShadow)
            .Select(i => parts.All[i].Area).DefaultIfEmpty().Max();
    }

    // A part may be one with the shadow that it stands in: what the network half believes in hangs together by itself, and may be as grey as a shadow.
    private static int LargestCore(bool[] lit, bool[] cut, float[] guess, Trimap trimap)
    {
        var cores = Components.OfRest(lit, cut, trimap.Width, trimap.Height, p => guess[p] >= HalfBelieved);
        var clear = cores.Share(trimap.Ground.IsClearOf);
        return cores.All.Where((_, i) => clear[i] >= OffGround).Select(core => core.Area).DefaultIfEmpty().Max();
    }
}
