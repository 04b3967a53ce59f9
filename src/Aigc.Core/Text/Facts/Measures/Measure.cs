namespace Aigc.Core.Text.Facts.Measures;

/// <summary>A number in a text, with its unit where it has one.</summary>
/// <param name="Start">Of the whole span, number and unit, in UTF-16 units.</param>
/// <param name="Value">As written.</param>
/// <param name="Unit">Null: a bare number, or one that counts things.</param>
/// <param name="Step">Value of the last written digit: 0.1 of <c>11.8</c>.</param>
internal sealed record Measure(int Start, int Length, double Value, Unit? Unit, double Step)
{
    // Another unit is a conversion, which may be rounded to the digits it is written with, within reason.
    private const double Rounding = 0.03;

    /// <summary>Whether both say the same, whatever the units.</summary>
    public bool Agrees(Measure other)
    {
        if (Unit is null || other.Unit is null) return Same(Value, other.Value);
        if (Unit.Dimension != other.Unit.Dimension) return false;
        if (Unit.Symbol == other.Unit.Symbol) return Same(Value, other.Value);
        var (own, theirs) = (Unit.ToBase(Value), other.Unit.ToBase(other.Value));
        var room = Math.Max(Unit.Size(Step), other.Unit.Size(other.Step)) * 0.55;
        return Math.Abs(own - theirs) <= Math.Min(room, Rounding * Math.Abs(theirs)) + (1e-9 * Math.Abs(theirs));
    }

    private static bool Same(double a, double b) => Math.Abs(a - b) <= 1e-6 * Math.Max(1, Math.Abs(b));
}

/// <param name="Dimension">Units of one dimension can be converted: <c>volume</c>.</param>
/// <param name="Factor">How many base units one is.</param>
/// <param name="Offset">Base units at 0, for temperatures.</param>
internal sealed record Unit(string Symbol, string Dimension, double Factor, double Offset)
{
    public double ToBase(double value) => (value * Factor) + Offset;

    public double Size(double step) => step * Factor;
}
