namespace Aigc.Contracts.Images;

/// <summary>The answer of the pipeline: the verdict, and one output a step that makes a picture.</summary>
public sealed record ImagePipelineResponse(TriageVerdict? Triage, IReadOnlyList<ImageOutput> Outputs, ulong Seed, ImageTimings Timings)
{
    /// <summary>The photo that was sent, upright.</summary>
    public PhotoSize? Photo { get; init; }
}

/// <summary>In pixels.</summary>
public sealed record PhotoSize(int Width, int Height);

/// <summary>One made picture, or the reason why it was refused.</summary>
/// <param name="Bytes">The encoded picture (base64 on the wire); null where refused.</param>
/// <param name="Refusal">Problem code such as <c>subject-not-separable</c>.</param>
public sealed record ImageOutput(string Name, string Engine, byte[]? Bytes, string? ContentType, int Width, int Height, string? Refusal = null, string? Detail = null, string? Template = null)
{
    /// <summary>The network that enlarged or painted; null where none did.</summary>
    public ImageModel? Model { get; init; }

    /// <summary>Where the picture was put, without the signature; null where it came with the answer.</summary>
    public StoredPicture? Stored { get; init; }

    /// <summary>How a model painted it; null where none did.</summary>
    public PaintRecord? Painting { get; init; }

    /// <summary>How well product and background go together; null where there is none.</summary>
    public SceneMatch? Match { get; init; }

    /// <summary>How it does under the rules of the step's market, by measurement of exactly these bytes.</summary>
    public MarketReport? Market { get; init; }

    /// <summary>How far the product differs from its photo; null where the step places no product.</summary>
    public ProductFidelity? Fidelity { get; init; }

    /// <summary>The files that it was made from, as the picture itself says.</summary>
    public Descent? Descent { get; init; }
}

/// <summary>How a model painted a picture: with the same sources, model, seed and provider it comes out the same.</summary>
/// <param name="Steps">As asked for, or the usual of the operation.</param>
/// <param name="Guidance">How strongly the prompt pulled.</param>
/// <param name="Scheduler">That of the model's folder, such as <c>Ddim</c>.</param>
/// <param name="Provider"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="SafetyChecked">False where the model brings no checker.</param>
public sealed record PaintRecord(int Steps, double Guidance, string Scheduler, string Provider, bool SafetyChecked)
{
    /// <summary>The usual one included; null for <c>tryon</c>.</summary>
    public string? Prompt { get; init; }
    public string? NegativePrompt { get; init; }

    /// <summary>How much of what it started from was painted anew; null for <c>tryon</c>.</summary>
    public double? Strength { get; init; }

    /// <summary>Longer side that the network was asked to work at; null: its own.</summary>
    public int? WorkingSide { get; init; }
}

/// <summary>A picture that lies somewhere.</summary>
/// <param name="Sha256">Lower-case hex of the bytes.</param>
public sealed record StoredPicture(string Url, string Sha256, string ContentType, long Bytes, int Width, int Height);

/// <summary>How well a product and a background go together, 0 to 1.</summary>
/// <param name="Category">How near the template's categories are to the product's.</param>
/// <param name="Aspect">Whether the product's shape suits it.</param>
/// <param name="Lighting">How far apart they are in lightness.</param>
/// <param name="Palette">How far apart in colour.</param>
/// <param name="Position">Whether the product can stand, or lie, as it does there.</param>
public sealed record SceneMatch(double Score, double Category, double Aspect, double Lighting, double Palette, double Position);

/// <summary>The product in the picture beside the product in its photo. Over a limit the picture is refused as <c>product-altered</c>.</summary>
/// <param name="MeanDifference">CIEDE2000 over the product.</param>
/// <param name="P95Difference">CIEDE2000 that 95 % of it stay under.</param>
/// <param name="Structure">Mean SSIM of lightness, -1 to 1.</param>
/// <param name="LimitsVersion">Version of the file of limits.</param>
public sealed record ProductFidelity(double MeanDifference, double P95Difference, double Structure, int LimitsVersion);

/// <summary>The backgrounds that a scene can ask for: <c>GET /v1/templates</c>, with how they suit a product of a category: <c>?category=</c>.</summary>
public sealed record SceneTemplateList(IReadOnlyList<SceneTemplateInfo> Templates);

/// <param name="Categories">What it was made for; none: anything.</param>
public sealed record SceneTemplateInfo(string Name, IReadOnlyList<string> Categories)
{
    /// <summary>How near what it was made for is to the category that was asked with, 0 to 1; null where none was.</summary>
    public double? Fit { get; init; }
}

/// <summary>What is installed: <c>GET /v1/models</c>.</summary>
public sealed record ImageModelList(IReadOnlyList<InstalledImageModel> Models);

/// <param name="Task">What it is for: <c>cutout</c>, <c>upscale</c>, <c>inpaint</c>, <c>text-to-image</c>, <c>try-on</c>, <c>garment-mask</c>, <c>classify</c>.</param>
/// <param name="Licence">What its results may be used for.</param>
/// <param name="Sha256">As in <see cref="ImageModel"/>.</param>
public sealed record InstalledImageModel(string Name, string Task, string Version, string Licence, string Sha256);

/// <summary>A model of the manifest.</summary>
/// <param name="Sha256">Lower-case hex. Of a model of one file: its hash. Of several: the hash of the lines <c>sha256␠␠path␊</c> of all its files in the order of their paths, as <c>sha256sum</c> writes them.</param>
/// <param name="Licence">What its results may be used for.</param>
public sealed record ImageModel(string Name, string Version, string Sha256, string Licence);

/// <summary>In milliseconds.</summary>
/// <param name="Queue">Waiting for a slot.</param>
/// <param name="Decode">Decoding and cutting out.</param>
/// <param name="Work">Making and encoding all outputs.</param>
public sealed record ImageTimings(double Queue, double Decode, double Work);
