namespace Aigc.ImageService.Vision;

/// <summary>
/// Finds what was left standing beside shadow that was cut away: the rules that find shadow end somewhere in it. What lies there, and the network
/// doubts, is more of it.
/// </summary>
internal static class ShadowRemains
{
    // The network's guess: less is more doubt than belief.
    private const float Doubted = 0.5f;

    // Pixels at working size: beyond begins what the shadow had nothing to do with.
    private const int Beside = 6;

    /// <param name="mask">With the shadow cut away.</param>
    /// <param name="before">As it was before.</param>
    /// <param name="guess">Of the network, 0 to 1.</param>
    /// <returns>The mask without such remains.</returns>
    public static bool[] CutAway(bool[] mask, bool[] before, float[] guess, Trimap trimap)
    {
        var left = (bool[])mask.Clone();
        List<int> edge = [.. Enumerable.Range(0, mask.Length).Where(p => before[p] && !mask[p])];
        for (var distance = 0; distance < Beside && edge.Count > 0; distance++)
        {
            List<int> next = [];
            foreach (var p in edge)
                foreach (var q in trimap.Beside(p))
                    if (left[q] && guess[q] < Doubted) { left[q] = false; next.Add(q); }
            edge = next;
        }
        return left;
    }
}
