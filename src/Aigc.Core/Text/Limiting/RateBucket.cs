namespace Aigc.Core.Text.Limiting;

/// <summary>
/// Fills evenly and lets through while it is not in debt; the last one through may put it into debt by all it takes, so that an estimate
/// larger than the bucket waits no longer than it must. Not safe for threads: the limiter holds its lock.
/// </summary>
/// <param name="perSecond">At the full share.</param>
internal sealed class RateBucket(double perSecond)
{
    // What may gather while nobody asks, in seconds of the rate: enough to make up for a late timer, too little to be seen in a provider's window.
    private const double Burst = 0.02;

    private double _level = perSecond * Burst;

    public double PerSecond => perSecond;

    public bool IsOpen => _level >= 0;

    public void Fill(double seconds, double share) => _level += seconds * perSecond * share;

    /// <summary>Forgets what has gathered beyond the burst.</summary>
    public void Trim(double share) => _level = Math.Min(_level, perSecond * share * Burst);

    public void Take(double amount) => _level -= amount;

    public void GiveBack(double amount) => _level += amount;

    public double SecondsUntilOpen(double share) => IsOpen ? 0 : -_level / (perSecond * share);
}
