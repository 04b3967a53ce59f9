using SkiaSharp;

namespace Aigc.Forge.Drawing;

/// <summary>Chance, repeatable by its seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int end) => _random.Next(end);

    public int Between(int from, int end) => _random.Next(from, end);

    public float Between(float from, float to) => from + ((to - from) * _random.NextSingle());

    public bool Chance(float probability) => _random.NextSingle() < probability;

    /// <summary>Normal, by the sum of twelve uniform numbers.</summary>
    public float Normal()
    {
        var sum = -6f;
        for (var i = 0; i < 12; i++) sum += _random.NextSingle();
        return sum;
    }

    public SKColor Colour(int from = 15, int to = 245) => new((byte)Between(from, to), (byte)Between(from, to), (byte)Between(from, to));

    public SKPoint Within(SKRect box) => new(Between(box.Left, box.Right), Between(box.Top, box.Bottom));

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];
}
