namespace Aigc.ImageService.Vision;

/// <summary>
/// Measures what the network took for product and the cut dropped because it hangs together with nothing: what is fastened to the front of a white box
/// floats alone where the front itself was lost in the ground.
/// </summary>
internal static class DroppedPieces
{
    // Of the network's guess, and of the pixels that are clearly no ground.
    private const double Believed = 0.5;
    private const double OffGround = 0.5;

    /// <param name="whole">The cut by the network.</param>
    /// <param name="kept">What was kept of it.</param>
    /// <param name="guess">Of the network, 0 to 1.</param>
    /// <returns>Their area as a share of what was kept.</returns>
    public static double ShareOf(bool[] whole, bool[] kept, float[] guess, Trimap trimap)
    {
        var pieces = Components.OfRest(whole, kept, trimap.Width, trimap.Height);
        var (means, clear) = (pieces.Mean(p => guess[p]), pieces.Share(trimap.Ground.IsClearOf));
        var area = pieces.All.Where((_, i) => means[i] >= Believed && clear[i] >= OffGround).Sum(piece => piece.Area);
        return (double)area / Math.Max(1, kept.Count(set => set));
    }
}
