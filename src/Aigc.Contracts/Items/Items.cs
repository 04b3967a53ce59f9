using System.Text.Json.Serialization;
using Aigc.Contracts.Images;
using Aigc.Contracts.Products;
using Aigc.Contracts.Safety;

namespace Aigc.Contracts.Items;

/// <summary>Where an item of a batch stands. Legal moves are in <c>ItemStates</c> of the core.</summary>
public enum ItemState
{
    Pending, Produced, InReview, Accepted, Rejected, Failed,

    /// <summary>The decision factors of the recipe did not choose the product: nothing was made of it.</summary>
    Skipped,
}

public enum SlotState
{
    /// <summary>Made and allowed.</summary>
    Made,

    /// <summary>Not made for a good reason that a person would agree with: the source is unfit, a fact is unknown.</summary>
    Refused,

    /// <summary>Made, and waits for a person.</summary>
    InReview,

    /// <summary>Not to be shown, and not tried again: safety blocked it or what was asked for it, or a reviewer rejected it.</summary>
    Blocked,

    /// <summary>Tried and failed; <c>retry-failed</c> tries again.</summary>
    Failed,
}

/// <summary>What became of one output of one item.</summary>
public sealed record SlotResult
{
    public required string Slot { get; init; }
    public required SlotState State { get; init; }

    /// <summary>Title or description.</summary>
    public string? Text { get; init; }

    /// <summary>Selling points, best first.</summary>
    public IReadOnlyList<string>? Points { get; init; }

    /// <summary>Completed attributes.</summary>
    public IReadOnlyList<AttributeValue>? Attributes { get; init; }

    /// <summary>Likely categories, best first, at most three.</summary>
    public IReadOnlyList<CategoryMatch>? Categories { get; init; }

    public AdCopy? Ad { get; init; }
    public IReadOnlyList<Keyword>? Keywords { get; init; }

    /// <summary>Themes, then scenes, then titles; of each the best first.</summary>
    public IReadOnlyList<Idea>? Ideas { get; init; }

    /// <summary>How a translation was made and what its check found.</summary>
    public TranslationCheck? Translation { get; init; }

    /// <summary>What the words claim beyond the facts of the product, or against the advertising law of the market.</summary>
    public IReadOnlyList<FactFinding>? Facts { get; init; }

    public AssetRef? Asset { get; init; }

    /// <summary>Stable code where the slot was not made or is held: <c>source-unfit</c>, <c>safety-review</c>, <c>image-service-unavailable</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The same for people.</summary>
    public string? Detail { get; init; }

    public Production? Production { get; init; }

    /// <summary>A reviewer put these words in place of those that were made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Edited { get; init; }
    public SafetyVerdict? Safety { get; init; }

    /// <summary>How well product and background of a scene go together; null where there is none.</summary>
    public SceneMatch? Match { get; init; }

    /// <summary>How a picture does under the rules of its market, measured on the file itself.</summary>
    public MarketReport? Market { get; init; }
}

/// <param name="Evidence">Where the value was found: the words of the source, the feed's column, or <c>image: </c> with what is seen in the photo.</param>
/// <param name="Confidence">0 to 1; 1 where the feed itself says it, at most 0.7 where it was seen in the photo alone.</param>
public sealed record AttributeValue(string Name, string Value, string? Evidence, double Confidence)
{
    public const string Image = "image";

    /// <summary>What bears the value out: <c>image</c>, the product's photo; null: its words.</summary>
    public string? Source { get; init; }
}

/// <summary>How a result came to be; recorded on every output.</summary>
/// <param name="Engine"><c>rule-based-writer</c>, <c>azure-openai</c>, <c>network-cutout</c>, <c>procedural-scene</c>, ...</param>
/// <param name="Model">The resolved model id; null where no model was used.</param>
/// <param name="Notice">What a reader must know, such as that no language model was used.</param>
/// <param name="FromCache">The result was paid for before and found in the store.</param>
/// <param name="Cost">What was booked for the calls of a model, as the ledger has it: half price in a batch lane, less for what the provider had cached; null where nothing was.</param>
public sealed record Production(string Engine, string? Model = null, string? Template = null, long InputTokens = 0, long OutputTokens = 0, string? Notice = null, bool FromCache = false, Money? Cost = null)
{
    /// <summary>The network that made, dressed or enlarged a picture, with its hash and licence; null where none did.</summary>
    public ImageModel? Network { get; init; }

    /// <summary>Of a picture: how that network painted it; null where none did.</summary>
    public PaintRecord? Painting { get; init; }

    /// <summary>Of a picture: the files that it was made from, as it says itself. Null for words.</summary>
    public Descent? Descent { get; init; }

    /// <summary>Of a picture: with the same source, recipe, network and seed it comes out the same. Null for words.</summary>
    public ulong? Seed { get; init; }
}

/// <summary>An immutable produced file, named by its content.</summary>
/// <param name="Id">Lower-case SHA-256 of the bytes, 64 hex digits; with an extension it is the file name of the asset.</param>
/// <param name="Width">In pixels; 0 with <paramref name="Height"/> where nobody could look, as at a photo that is refused unread.</param>
public sealed record AssetRef(string Id, string ContentType, long Bytes, int Width, int Height)
{
    public string FileName => Id + ContentType switch { "image/png" => ".png", "image/webp" => ".webp", "image/jpeg" => ".jpg", "image/avif" => ".avif", _ => ".bin" };
}

/// <summary>Everything known about one item of a batch.</summary>
public sealed record ItemResult
{
    /// <summary>The 1-based feed row: the item's identity inside the batch.</summary>
    public required long Row { get; init; }
    public required Product Product { get; init; }
    public required ItemState State { get; init; }
    public string? Reason { get; init; }

    /// <summary>Why the product was chosen or skipped; null where the recipe has no decision factors.</summary>
    public ItemChoice? Choice { get; init; }

    /// <summary>The fetched source photo, if there is one.</summary>
    public AssetRef? Source { get; init; }
    public TriageVerdict? Triage { get; init; }
    public IReadOnlyList<SlotResult> Slots { get; init; } = [];
}
