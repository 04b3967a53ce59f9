using System.Globalization;
using Aigc.Contracts;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Delivery;

/// <summary>
/// Writes accepted items in the columns of a Google Merchant Center feed. Text that a model wrote goes into <c>structured_title</c> and
/// <c>structured_description</c> alone, marked as such (support.google.com/merchants/answer/6324468).
/// </summary>
internal sealed class MerchantCsv(TextWriter output, string language, PublicLinks links)
{
    private static readonly string[] Columns =
    [
        "id", "title", "structured_title", "description", "structured_description", "product_highlight", "product_detail", "link", "image_link", "additional_image_link",
        "lifestyle_image_link", "availability", "price", "brand", "gtin", "mpn", "google_product_category", "product_type", "item_group_id", "condition",
        "color", "size", "material", "pattern", "gender", "age_group",
    ];

    private static readonly string[] OwnColumns = ["color", "size", "material", "pattern", "gender", "age_group"];

    public void WriteHeader() => WriteCells(Columns);

    public void WriteRow(ItemResult item)
    {
        var (product, title, description) = (item.Product, Slot(item, Slots.Title), Slot(item, Slots.Description));
        var attributes = AttributesOf(item);
        WriteCells(
        [
            product.Id, Plain(title, product.Title), Structured(title), Plain(description, product.Description), Structured(description),
            List(Slot(item, Slots.Highlights)?.Points ?? []), List(DetailsOf(attributes)), product.Link,
            Picture(item, Slots.ImageWhite) ?? product.ImageLink, string.Join(',', product.AdditionalImageLinks), Picture(item, Slots.ImageScene),
            product.Availability, Price(product.Price), product.Brand, product.Gtin, product.Mpn, product.GoogleProductCategory, product.ProductType ?? Slot(item, Slots.Category)?.Categories?.FirstOrDefault()?.Path, product.ItemGroupId, product.Condition,
            .. OwnColumns.Select(column => attributes.GetValueOrDefault(column)),
        ]);
    }

    // What a reviewer approved together with its item may be shown; what was blocked or failed may not.
    private SlotResult? Slot(ItemResult item, string kind)
    {
        var usable = item.Slots.Where(slot => slot.State is SlotState.Made or SlotState.InReview && Slots.KindOf(slot.Slot) == kind).ToList();
        return usable.Find(slot => Slots.LanguageOf(slot.Slot) == language) ?? usable.FirstOrDefault();
    }

    private string? Picture(ItemResult item, string slot)
    {
        var asset = item.Slots.FirstOrDefault(result => result.Slot == slot && result.State is SlotState.Made or SlotState.InReview)?.Asset;
        return asset is null ? null : links.Asset(asset.FileName) ?? "images/" + asset.FileName;
    }

    private Dictionary<string, string> AttributesOf(ItemResult item)
    {
        var all = new Dictionary<string, string>(item.Product.Attributes, StringComparer.Ordinal);
        foreach (var found in Slot(item, Slots.Attributes)?.Attributes ?? []) all.TryAdd(found.Name, found.Value);
        return all;
    }

    private static IEnumerable<string> DetailsOf(Dictionary<string, string> attributes) =>
        attributes.Where(pair => !OwnColumns.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"General:{Part(pair.Key)}:{Part(pair.Value)}");

    private static string Part(string text) => text.Replace(':', ' ');

    private static string? Plain(SlotResult? made, string? own) => made?.Text is null ? own : made.Production?.Model is null ? made.Text : null;

    private static string? Structured(SlotResult? made) =>
        made?.Text is null ? null : $"{(made.Production?.Model is null ? "default" : "trained_algorithmic_media")}:{Quoted(made.Text)}";

    // A list in one cell: parted by commas, each part in quotes of its own.
    private static string List(IEnumerable<string> parts) => string.Join(',', parts.Select(Quoted));

    private static string? Price(Money? price) => price is null ? null : string.Create(CultureInfo.InvariantCulture, $"{price.Amount:0.00##} {price.Currency}");

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"")}\"";

    private void WriteCells(IEnumerable<string?> cells)
    {
        // RFC 4180. Every cell is quoted, so that a comma, quote or line break in it needs no thought.
        output.Write(string.Join(',', cells.Select(cell => Quoted(FormulaGuard.Neutralise(cell ?? "")))));
        output.Write("\r\n");
    }
}
