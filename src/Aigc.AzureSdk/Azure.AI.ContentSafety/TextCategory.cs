using System.ComponentModel;

namespace Azure.AI.ContentSafety;

public readonly partial struct TextCategory : IEquatable<TextCategory>
{
    private readonly string _value;

    public TextCategory(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    public static TextCategory Hate { get; } = new("Hate");

    public static TextCategory SelfHarm { get; } = new("SelfHarm");

    public static TextCategory Sexual { get; } = new("Sexual");

    public static TextCategory Violence { get; } = new("Violence");

    public static bool operator ==(TextCategory left, TextCategory right) => left.Equals(right);

    public static bool operator !=(TextCategory left, TextCategory right) => !left.Equals(right);

    public static implicit operator TextCategory(string value) => new(value);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is TextCategory other && Equals(other);

    public bool Equals(TextCategory other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
