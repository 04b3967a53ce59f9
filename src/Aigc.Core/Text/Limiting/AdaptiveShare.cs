namespace Aigc.Core.Text.Limiting;

/// <summary>
/// The share of the ceiling that is asked for, since the provider may grant less: other hosts use the same quota, or it was changed. A refusal
/// multiplies it down, at once to what really got through where that is less; time under load brings it back along a curve as of TCP CUBIC
/// (RFC 9438) but flatter: quickly to where the last refusal was, slowly past it, then quickly again. Not safe for threads: the limiter holds its lock.
/// </summary>
internal sealed class AdaptiveShare
{
    private const double Floor = 0.005;
    private const double Decrease = 0.95;

    // The curve 1 + c t^5 around the plateau, t in seconds: five and a half back to it, eight within one per cent of it, ten more to twice of it.
    private const double Curvature = 1e-5;
    private const int Power = 5;

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
        var rise = Math.Pow((1 - (_bottom / _plateau)) / Curvature, 1.0 / Power);
        Value = Math.Clamp(_plateau * (1 + (Curvature * Math.Pow(_busySeconds - rise, Power))), Floor, 1);
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
