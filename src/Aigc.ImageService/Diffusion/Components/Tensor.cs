namespace Aigc.ImageService.Diffusion.Components;

/// <summary>Numbers in row-major order; batch first, then channel, height, width where it is a picture.</summary>
/// <param name="Shape">Empty for a scalar.</param>
internal sealed record Tensor(float[] Data, params int[] Shape)
{
    /// <summary>The tensor, so many times one after the other on the first axis.</summary>
    public Tensor Repeat(int times)
    {
        if (times == 1) return this;
        var data = new float[Data.Length * times];
        for (var i = 0; i < times; i++) Data.CopyTo(data, i * Data.Length);
        return new(data, [Shape[0] * times, .. Shape[1..]]);
    }

    /// <summary>Joined on the first axis.</summary>
    public Tensor Then(Tensor next) => Joined([this, next]);

    /// <summary>All of them, joined on the first axis; their other axes are alike.</summary>
    public static Tensor Joined(IReadOnlyList<Tensor> parts)
    {
        if (parts is [var only]) return only;
        var (data, at) = (new float[parts.Sum(part => part.Data.Length)], 0);
        foreach (var part in parts)
        {
            part.Data.CopyTo(data, at);
            at += part.Data.Length;
        }
        return new(data, [parts.Sum(part => part.Shape[0]), .. parts[0].Shape[1..]]);
    }

    /// <summary>Joined on the last axis.</summary>
    public Tensor Beside(Tensor other)
    {
        var (a, b) = (Shape[^1], other.Shape[^1]);
        var rows = Data.Length / a;
        var data = new float[rows * (a + b)];
        for (var row = 0; row < rows; row++)
        {
            Data.AsSpan(row * a, a).CopyTo(data.AsSpan(row * (a + b)));
            other.Data.AsSpan(row * b, b).CopyTo(data.AsSpan((row * (a + b)) + a));
        }
        return new(data, [.. Shape[..^1], a + b]);
    }
}
