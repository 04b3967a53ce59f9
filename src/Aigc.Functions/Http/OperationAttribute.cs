namespace Aigc.Functions.Http;

/// <summary>What the API document says of a function.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OperationAttribute(string summary) : Attribute
{
    public string Summary { get; } = summary;

    /// <summary>JSON body that is taken, if any.</summary>
    public Type? Request { get; init; }

    /// <summary>JSON body of the answer, if any.</summary>
    public Type? Response { get; init; }

    public int Status { get; init; } = 200;
}
