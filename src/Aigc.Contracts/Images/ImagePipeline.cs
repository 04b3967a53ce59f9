using System.Text.Json.Serialization;

namespace Aigc.Contracts.Images;

/// <summary>One decode, several outputs: the body of <c>POST /v1/images:pipeline</c>, or its part <c>request</c> beside the part <c>image</c>.</summary>
public sealed record ImagePipelineRequest
{
    public required IReadOnlyList<ImageStep> Steps { get; init; }

    /// <summary>Same seed and same input, same picture.</summary>
    public ulong Seed { get; init; }

    /// <summary>The pictures worked on by name, such as <c>image</c>; null where they come as parts of a form.</summary>
    public IReadOnlyDictionary<string, ImageInput>? Inputs { get; init; }

    /// <summary>Codes of triage that the operator takes upon himself, such as <c>cluttered</c>: they refuse nothing, leave nothing out, and stand in the verdict as overruled.</summary>
    public IReadOnlyList<string>? Overrule { get; init; }

    /// <summary>Who makes the content, for the label of AI-made pictures; null: nobody is named.</summary>
    public ContentOrigin? Origin { get; init; }
}

/// <summary>The caller's part of the AIGC label of GB 45438.</summary>
/// <param name="Producer">Code of the tenant's service, such as <c>001191110102MAD55U9H0F10002</c>.</param>
/// <param name="ProduceId">Id of this content with the producer.</param>
public sealed record ContentOrigin(string Producer = "", string ProduceId = "");

/// <summary>One picture: its encoded bytes (base64 on the wire), or the address that they are fetched from.</summary>
/// <param name="Url">Public http or https address, such as a blob with a read signature.</param>
public sealed record ImageInput(byte[]? Bytes = null, string? Url = null);

/// <param name="Op">
/// <c>screen</c>, <c>cutout</c>, <c>white</c>, <c>transparent</c>, <c>scene</c>, <c>upscale</c>, <c>crop</c>, <c>convert</c>,
/// <c>tryon</c>. Routes of one operation fill it in.
/// </param>
/// <param name="Name">Name of the output; the recipe's slot.</param>
/// <param name="Width">In pixels; null: <see cref="UsualSide"/>, or for <c>convert</c> as many as the picture has.</param>
/// <param name="Format"><c>jpeg</c>, <c>png</c>, <c>webp</c>, <c>avif</c>; null: the default of the operation.</param>
/// <param name="Template">Scene template; null: picked from <paramref name="Category"/> and the product's colours.</param>
public sealed record ImageStep(string Op, string Name, int? Width = null, int? Height = null, string? Format = null, int? Quality = null, string? Template = null, string? Category = null)
{
    public const int UsualSide = 1_000;

    /// <summary>Model of the manifest; null: the one that is installed for the operation.</summary>
    public string? Model { get; init; }

    /// <summary>The picture is measured by this market's rules, fixed once where it misses them, and measured again; null: it is not.</summary>
    public string? Market { get; init; }

    /// <summary>Label policy for AI-made pictures: <c>metadata</c>, <c>china</c>, <c>eu</c>; null: that of the market, else <c>metadata</c>.</summary>
    public string? Labels { get; init; }

    /// <summary>The file may not be larger; quality gives way. Null: any size.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Space that <c>crop</c> keeps around the subject, as a share of its longer side; null: 0.06.</summary>
    public double? Margin { get; init; }

    /// <summary>Shadow of the product in <c>cutout</c>, <c>transparent</c>, <c>white</c> and <c>scene</c>; null: <c>contact</c> on white, else <c>natural</c>. On white never more than the market allows.</summary>
    public ShadowKind? Shadow { get; init; }

    /// <summary>
    /// What makes a <c>scene</c>: <c>procedural</c> (the default); or a diffusion model that the operator installed, by <c>inpaint</c> (around the product),
    /// <c>text-to-image</c> (a background that the product is placed on) or <c>image-to-image</c> (over the procedural scene).
    /// </summary>
    public string? Engine { get; init; }

    /// <summary>Where no model is installed for the engine, the procedural scene is taken instead of an error; the output says which it was.</summary>
    public bool Fallback { get; init; }

    /// <summary>What a model paints, and how; null: the usual.</summary>
    public PaintSpec? Paint { get; init; }

    /// <summary>For <c>tryon</c>: the person in the picture agreed to it, or is nobody. Without it nothing is made.</summary>
    public bool LikenessConsent { get; init; }

    /// <summary>For <c>tryon</c>: how the garment was photographed; null: <c>auto</c>.</summary>
    public GarmentPhoto? GarmentPhoto { get; init; }

    /// <summary>The picture is put there (a blob address with a write signature) instead of into the answer; null: it comes with the answer.</summary>
    public string? Destination { get; init; }

    [JsonIgnore] public int FrameWidth => Width ?? UsualSide;
    [JsonIgnore] public int FrameHeight => Height ?? UsualSide;
}

/// <param name="Prompt">What shall be seen around the product; for <c>text-to-image</c> the background without it. Null: a plain studio.</param>
/// <param name="NegativePrompt">What shall not.</param>
/// <param name="Steps">1 to 200; null: the usual of the operation.</param>
/// <param name="Guidance">How strongly the prompt pulls, 0 to 50; null: the usual of the operation.</param>
/// <param name="WorkingSide">Longer side that the network works at, in pixels; null: the model's own.</param>
public sealed record PaintSpec(string? Prompt = null, string? NegativePrompt = null, int? Steps = null, double? Guidance = null, int? WorkingSide = null)
{
    /// <summary>
    /// How much of the scene that a model starts from is painted anew, above 0 and up to 1; null: 0.5 for <c>image-to-image</c>, 1 for <c>inpaint</c>.
    /// <c>text-to-image</c> and <c>tryon</c> start from nothing.
    /// </summary>
    public double? Strength { get; init; }

    /// <summary>Says what to paint, or over what: nothing for <c>tryon</c>, which follows the garment.</summary>
    [JsonIgnore] public bool IsPrompted => (Prompt ?? NegativePrompt) is not null || Strength is not null;
}

/// <summary>The body of a route of one operation, such as <c>POST /v1/images:white</c>.</summary>
public sealed record ImageOperationRequest
{
    /// <summary>What to make; its <see cref="ImageStep.Op"/> is that of the route. Null: all defaults.</summary>
    public ImageStep? Step { get; init; }

    public ulong Seed { get; init; }
    public IReadOnlyDictionary<string, ImageInput>? Inputs { get; init; }
    public ContentOrigin? Origin { get; init; }
    public IReadOnlyList<string>? Overrule { get; init; }

    public ImagePipelineRequest ToPipeline(string op) =>
        new() { Steps = [Step is null ? new(op, op) : Step with { Op = op, Name = Step.Name ?? op }], Seed = Seed, Inputs = Inputs, Origin = Origin, Overrule = Overrule };
}
