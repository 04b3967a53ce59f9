using System.ComponentModel;

namespace Azure.AI.ContentSafety;

public readonly partial struct AnalyzeImageOutputType : IEquatable<AnalyzeImageOutputType>
{
    private readonly string _value;

    public AnalyzeImageOutputType(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    public static AnalyzeImageOutputType FourSeverityLevels { get; } = new("FourSeverityLevels");

    public static bool operator ==(AnalyzeImageOutputType left, AnalyzeImageOutputType right) => left.Equals(right);

    public static bool operator !=(AnalyzeImageOutputType left, AnalyzeImageOutputType right) => !left.Equals(right);

    public static implicit operator AnalyzeImageOutputType(string value) => new(value);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is AnalyzeImageOutputType other && Equals(other);

    public bool Equals(AnalyzeImageOutputType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
