namespace Aigc.Contracts.Images;

/// <summary>One decode, several outputs: the body of <c>POST /v1/images:pipeline</c>, or its part <c>request</c> beside the part <c>image</c>.</summary>
public sealed record ImagePipelineRequest
{
    public required IReadOnlyList<ImageStep> Steps { get; init; }

    /// <summary>Same seed and same input, same picture.</summary>
    public ulong Seed { get; init; }

    /// <summary>The pictures worked on by name, such as <c>image</c>; null where they come as parts of a form.</summary>
    public IReadOnlyDictionary<string, ImageInput>? Inputs { get; init; }
}

/// <summary>One picture: its encoded bytes (base64 on the wire).</summary>
public sealed record ImageInput(byte[]? Bytes = null);

/// <param name="Op"><c>screen</c>, <c>cutout</c>, <c>white</c>, <c>transparent</c>, <c>scene</c>, <c>upscale</c>. Routes of one operation fill it in.</param>
/// <param name="Name">Name of the output; the recipe's slot.</param>
/// <param name="Format"><c>jpeg</c>, <c>png</c>, <c>webp</c>; null: the default of the operation.</param>
/// <param name="Template">Scene template; null: picked from <paramref name="Category"/> and the product's colours.</param>
public sealed record ImageStep(string Op, string Name, int Width = 1000, int Height = 1000, string? Format = null, int? Quality = null, string? Template = null, string? Category = null)
{
    /// <summary>Model of the manifest; null: the one that is installed for the operation.</summary>
    public string? Model { get; init; }
}

/// <summary>The body of a route of one operation, such as <c>POST /v1/images:white</c>.</summary>
public sealed record ImageOperationRequest
{
    /// <summary>What to make; its <see cref="ImageStep.Op"/> is that of the route. Null: all defaults.</summary>
    public ImageStep? Step { get; init; }

    public ulong Seed { get; init; }
    public IReadOnlyDictionary<string, ImageInput>? Inputs { get; init; }

    public ImagePipelineRequest ToPipeline(string op) =>
        new() { Steps = [Step is null ? new(op, op) : Step with { Op = op, Name = Step.Name ?? op }], Seed = Seed, Inputs = Inputs };
}
