namespace Aigc.ImageService.Vision;

/// <summary>
/// How far a cut-out can be trusted by what the network made of it. On drawn photos of which the truth is known, it is low where the cut is bad:
/// where much of the picture may be product or not, and where rules have overruled the network over much of the product.
/// </summary>
internal static class CutCertainty
{
    /// <summary>A pixel that the network gives less is no product.</summary>
    public const float Possible = 0.15f;

    private const float Sure = 0.85f;

    /// <param name="cut">What was cut out in the end.</param>
    /// <param name="guess">Of the network, 0 to 1.</param>
    /// <returns>
    /// 0 to 1: the least of the share that what is surely product has of what may be, and of the share of the cut's area that it does not differ from
    /// the guess by.
    /// </returns>
    public static double Of(bool[] cut, float[] guess)
    {
        var (area, possible, sure, apart) = (0, 0, 0, 0.0);
        for (var p = 0; p < cut.Length; p++)
        {
            if (cut[p]) area++;
            if (guess[p] > Possible) possible++;
            if (guess[p] > Sure) sure++;
            apart += cut[p] ? 1 - guess[p] : guess[p];
        }
        return possible == 0 || area == 0 ? 0 : Math.Clamp(Math.Min((double)sure / possible, 1 - (apart / area)), 0, 1);
    }
}
