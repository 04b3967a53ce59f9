namespace Aigc.ImageService.Diffusion.Components;

/// <summary>One call of the network.</summary>
/// <param name="Sample">[rows, channels, h, w].</param>
/// <param name="Conditions">For each row.</param>
internal sealed record UnetCall(Tensor Sample, double Timestep, UnetConditions[] Conditions)
{
    /// <summary>Calls of one kind fit into one run.</summary>
    public string Kind(bool atAnyTime) => FormattableString.Invariant($"{string.Join('x', Sample.Shape[1..])} {(atAnyTime ? 0 : Timestep)}");

    /// <summary>All rows of the calls, one after the other.</summary>
    public static (Tensor Sample, UnetConditions[] Conditions) Together(IReadOnlyList<UnetCall> calls) =>
        (Tensor.Joined([.. calls.Select(call => call.Sample)]), [.. calls.SelectMany(call => call.Conditions)]);

    /// <summary>The output of each call.</summary>
    public static IReadOnlyList<float[]> Apart(float[] output, IReadOnlyList<UnetCall> calls)
    {
        if (calls.Count == 1) return [output];
        var (parts, row, first) = (new List<float[]>(), output.Length / calls.Sum(call => call.Conditions.Length), 0);
        foreach (var call in calls)
        {
            parts.Add(output[(first * row)..((first + call.Conditions.Length) * row)]);
            first += call.Conditions.Length;
        }
        return parts;
    }
}
