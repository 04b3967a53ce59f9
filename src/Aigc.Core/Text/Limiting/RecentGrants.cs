namespace Aigc.Core.Text.Limiting;

/// <summary>What was let through within the last second, in shares of the ceiling. Not safe for threads: the limiter holds its lock.</summary>
internal sealed class RecentGrants
{
    private readonly Queue<(double At, double Share)> _grants = new();
    private double _sum;

    /// <param name="at">Seconds on the limiter's clock.</param>
    public void Add(double at, double share)
    {
        _grants.Enqueue((at, share));
        _sum += share;
    }

    /// <summary>A grant that the provider refused after all was none.</summary>
    /// <param name="grantedAt">Where it is forgotten already, nothing is taken back.</param>
    public void TakeBack(double at, double grantedAt, double share)
    {
        if (grantedAt > at - 1) Add(at, -share);
    }

    public double LastSecond(double at)
    {
        while (_grants.TryPeek(out var oldest) && oldest.At <= at - 1) _sum -= _grants.Dequeue().Share;
        return Math.Max(0, _sum);
    }
}
