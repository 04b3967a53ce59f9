using System.ComponentModel;

namespace Azure.AI.ContentSafety;

public readonly partial struct AnalyzeTextOutputType : IEquatable<AnalyzeTextOutputType>
{
    private readonly string _value;

    public AnalyzeTextOutputType(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    public static AnalyzeTextOutputType FourSeverityLevels { get; } = new("FourSeverityLevels");

    public static AnalyzeTextOutputType EightSeverityLevels { get; } = new("EightSeverityLevels");

    public static bool operator ==(AnalyzeTextOutputType left, AnalyzeTextOutputType right) => left.Equals(right);

    public static bool operator !=(AnalyzeTextOutputType left, AnalyzeTextOutputType right) => !left.Equals(right);

    public static implicit operator AnalyzeTextOutputType(string value) => new(value);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is AnalyzeTextOutputType other && Equals(other);

    public bool Equals(AnalyzeTextOutputType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
