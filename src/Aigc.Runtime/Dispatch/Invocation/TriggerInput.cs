namespace Aigc.Runtime.Dispatch.Invocation;

/// <summary>What a trigger hands to a function.</summary>
/// <param name="Value">For the trigger's own parameter, already of its type.</param>
/// <param name="Data">Values that parameters take by name (route values, message properties); the names' case does not matter.</param>
internal sealed record TriggerInput(object? Value, IReadOnlyDictionary<string, object?> Data, InvocationTrace Trace)
{
    public static readonly IReadOnlyDictionary<string, object?> NoData = new Dictionary<string, object?>();
}
