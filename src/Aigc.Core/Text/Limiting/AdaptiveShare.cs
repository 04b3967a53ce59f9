namespace Aigc.Core.Text.Limiting;

/// <summary>
/// The share of the ceiling that is asked for, since the provider may grant less: other hosts use the same quota, or it was changed. A refusal
/// multiplies it down, at once to what really got through where that is less; time under load brings it back along a cubic (as TCP CUBIC,
/// RFC 9438), quickly to where the last refusal was, slowly past it, then quickly again. Not safe for threads: the limiter holds its lock.
/// </summary>
internal sealed class AdaptiveShare
{
    private const double Floor = 0.005;
    private const double Decrease = 0.95;

    // In shares of the plateau per cubic second: about three seconds back to the plateau, eight more to twice of it.
    private const double Curvature = 0.002;

    private double _plateau = 1;
    private double _bottom = 1;
    private double _busySeconds;

    /// <summary>0 to 1.</summary>
    public double Value { get; private set; } = 1;

    /// <summary>Time that passed while somebody waited: without demand nothing is learned, so nothing is raised.</summary>
    public void Grow(double seconds)
    {
        if (Value >= 1) return;
        _busySeconds += seconds;
        var rise = Math.Cbrt((1 - (_bottom / _plateau)) / Curvature);
        Value = Math.Clamp(_plateau * (1 + (Curvature * Math.Pow(_busySeconds - rise, 3))), Floor, 1);
    }

    /// <param name="granted">The share of the ceiling that got through lately.</param>
    public void Shrink(double granted)
    {
        var before = Value;
        _bottom = Math.Clamp(Math.Min(before * Decrease, granted), Floor, 1);
        // Where much less got through than was asked for, the old height says nothing any more.
        _plateau = _bottom < before * Decrease * Decrease ? _bottom / Decrease : before;
        Value = _bottom;
        _busySeconds = 0;
    }
}
