using System.ComponentModel;

namespace Azure.AI.ContentSafety;

public readonly partial struct ImageCategory : IEquatable<ImageCategory>
{
    private readonly string _value;

    public ImageCategory(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    public static ImageCategory Hate { get; } = new("Hate");

    public static ImageCategory SelfHarm { get; } = new("SelfHarm");

    public static ImageCategory Sexual { get; } = new("Sexual");

    public static ImageCategory Violence { get; } = new("Violence");

    public static bool operator ==(ImageCategory left, ImageCategory right) => left.Equals(right);

    public static bool operator !=(ImageCategory left, ImageCategory right) => !left.Equals(right);

    public static implicit operator ImageCategory(string value) => new(value);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is ImageCategory other && Equals(other);

    public bool Equals(ImageCategory other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
