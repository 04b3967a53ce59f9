using Aigc.Contracts.Batches;
using Aigc.Contracts.Images;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Photos;

namespace Aigc.Core.Text;

/// <summary>One piece of copy that is wanted.</summary>
/// <param name="Language">BCP 47 tag.</param>
public sealed record CopyRequest(string Tenant, Product Product, OutputSpec Output, string Language, CopyRules Rules)
{
    /// <summary>What is translated; null: the copy is written anew.</summary>
    public TranslationSource? Source { get; init; }

    /// <summary>What a model that sees is shown beside the words; null: nothing.</summary>
    public CopyPhoto? Photo { get; init; }

    /// <summary>Trends and past results that ideas are suggested from; null: there are none.</summary>
    public Signals? Signals { get; init; }

    /// <summary>The backgrounds that a scene may be suggested from; null: nobody could be asked.</summary>
    internal IReadOnlyList<SceneTemplateInfo>? Scenes { get; init; }

    /// <summary>Where the words will be shown; picks the safety policy that prompt and answer are held to.</summary>
    public string Channel { get; init; } = "listing";

    /// <summary>The batch that it is written for, whose own stage judges what comes; null: it is asked for by itself.</summary>
    public string? BatchId { get; init; }

    /// <summary>Row of the product in the batch's feed.</summary>
    public long? Row { get; init; }

    /// <summary>What a batch wants for one of its rows.</summary>
    internal static CopyRequest Of(Batch batch, PageItem item, OutputSpec output) =>
        new(batch.Tenant, item.Product, output, Slots.LanguageOf(output.Slot) ?? batch.Recipe.Language, batch.Recipe.Rules) { Channel = batch.Recipe.Channel, Signals = batch.Recipe.Signals, BatchId = batch.Id, Row = item.Row };

    internal CategoryTree Tree { get; init; } = CategoryTree.Shipped;

    public string Kind => Slots.KindOf(Output.Slot);

    /// <summary>In characters as people count them: of the whole text, or of each selling point.</summary>
    public int MaxLength => Math.Min(Output.MaxLength ?? int.MaxValue, CopyLimits.Of(Kind, Language));

    public int Count => Output.Count ?? (Kind == Slots.Keywords ? 15 : 5);
}

/// <summary>What a translation works on.</summary>
/// <param name="Slot">Where it comes from: a slot, or <c>feed</c>.</param>
/// <param name="Pieces">The text; or the selling points; or names and values of attributes in turn.</param>
public sealed record TranslationSource(string Slot, string Language, IReadOnlyList<string> Pieces);
