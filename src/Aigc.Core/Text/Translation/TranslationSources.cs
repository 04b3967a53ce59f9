using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text.Translation;

/// <summary>Finds what a translation works on: a slot that was made, or the feed's own words.</summary>
internal static class TranslationSources
{
    public const string Feed = "feed";

    /// <summary>Null where there is nothing to translate.</summary>
    /// <param name="made">Slots of the item that are written already.</param>
    public static TranslationSource? Find(CopyRequest request, string from, IEnumerable<SlotResult> made, string recipeLanguage)
    {
        if (from == Feed) return FromFeed(request, recipeLanguage);
        var slot = made.FirstOrDefault(slot => slot.State == SlotState.Made && Slots.WithLanguage(slot.Slot, recipeLanguage) == Slots.WithLanguage(from, recipeLanguage));
        var pieces = slot is null ? [] : SlotTexts.Of(slot).Select(part => part.Text).ToList();
        return pieces.Count == 0 ? null : new(from, Slots.LanguageOf(from) ?? recipeLanguage, pieces);
    }

    private static TranslationSource? FromFeed(CopyRequest request, string recipeLanguage)
    {
        var pieces = Pieces(request.Product, request.Kind).Where(piece => piece.Length > 0).ToList();
        if (pieces.Count == 0) return null;
        var language = ProductTexts.IsChinese(string.Join(' ', pieces)) ? "zh-CN" : recipeLanguage == request.Language ? "en" : recipeLanguage;
        return new(Feed, language, pieces);
    }

    private static IEnumerable<string> Pieces(Product product, string kind) => kind switch
    {
        Slots.Title => [product.Title ?? ""],
        Slots.Description => [product.Description ?? ""],
        Slots.Highlights => product.Attributes?.GetValueOrDefault("product_highlight")?.Split(';', StringSplitOptions.TrimEntries) ?? [],
        _ => (product.Attributes ?? new Dictionary<string, string>()).SelectMany(pair => new[] { pair.Key.Replace('_', ' '), pair.Value }),
    };
}
