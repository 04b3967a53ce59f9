namespace Aigc.ImageService.Vision;

/// <summary>How far a cut-out can be trusted.</summary>
/// <param name="Agreement">How far network and colours agree on the subject, 0 to 1.</param>
/// <param name="Certainty">How sure the network is of this very cut, 0 to 1.</param>
/// <param name="Doubted">The largest part left out that may be product all the same, as a share of the cut's area.</param>
/// <param name="Dropped">Pieces beside the subject that the network took for product too, as a share of the subject.</param>
internal sealed record CutTrust(double Agreement, double Certainty, double Doubted, double Dropped)
{
    /// <summary>Where there is nobody to doubt it: no network, or an outline that is given.</summary>
    public static readonly CutTrust Whole = new(1, 1, 0, 0);
}
