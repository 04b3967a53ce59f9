using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Aigc.Core.Products.Cleaning;

namespace Aigc.Core.Products;

/// <summary>Which field a column name means: Google Merchant names, Shopify's export, plain variants and Chinese headers, whatever their case and punctuation.</summary>
internal static class ColumnMap
{
    /// <summary>In order of preference: where two columns mean one field, the earlier name wins.</summary>
    private static readonly (ProductField Field, string[] Names)[] Aliases =
    [
        (ProductField.Id, ["id", "offer_id", "sku", "variant sku", "product_id", "product code", "item_id", "item number", "商品编号", "商品编码", "商品id", "货号", "编号", "handle"]),
        (ProductField.Title, ["title", "name", "product_name", "product title", "item name", "标题", "商品标题", "商品名称", "名称"]),
        (ProductField.Description, ["description", "body (html)", "product description", "desc", "long description", "body", "描述", "商品描述", "详情"]),
        (ProductField.Link, ["link", "url", "product_url", "product link", "链接", "商品链接"]),
        (ProductField.ImageLink, ["image_link", "image", "image_url", "image src", "main image", "picture", "photo", "img", "variant image", "图片", "主图", "图片链接", "商品图片"]),
        (ProductField.AdditionalImageLink, ["additional_image_link", "additional_image_links", "additional images", "images", "附图", "更多图片"]),
        (ProductField.Brand, ["brand", "vendor", "manufacturer", "品牌"]),
        (ProductField.Price, ["price", "variant price", "list price", "unit price", "价格", "售价"]),
        (ProductField.Currency, ["currency", "price currency", "币种", "货币"]),
        (ProductField.Gtin, ["gtin", "ean", "upc", "barcode", "variant barcode", "isbn", "条码", "条形码"]),
        (ProductField.Mpn, ["mpn", "manufacturer part number", "part number"]),
        (ProductField.ProductType, ["product_type", "type", "category", "product category", "类目", "分类", "类别"]),
        (ProductField.GoogleProductCategory, ["google_product_category", "google category"]),
        (ProductField.ItemGroupId, ["item_group_id", "parent_id", "parent sku", "group id"]),
        (ProductField.Availability, ["availability", "stock status", "库存状态"]),
        (ProductField.Condition, ["condition", "成色"]),
        (ProductField.ProductDetail, ["product_detail", "product_details"]),
        (ProductField.ProductHighlight, ["product_highlight", "product_highlights", "bullet points", "highlights", "卖点"]),
    ];

    private static readonly FrozenDictionary<string, string> AttributeNames = new Dictionary<string, string>
    {
        ["颜色"] = "color",
        ["colour"] = "color",
        ["尺寸"] = "size",
        ["尺码"] = "size",
        ["材质"] = "material",
        ["材料"] = "material",
        ["重量"] = "weight",
        ["产地"] = "origin",
        ["型号"] = "model",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, (ProductField Field, int Rank)> ByName = Aliases
        .SelectMany(alias => alias.Names.Select((name, rank) => KeyValuePair.Create(Folded(name), (alias.Field, rank))))
        .ToFrozenDictionary();

    public static ProductField FieldOf(string column) => RankedFieldOf(column).Field;

    /// <summary>The field, and how far down its names this one stands.</summary>
    public static (ProductField Field, int Rank) RankedFieldOf(string column)
    {
        var name = column.StartsWith("g:", StringComparison.OrdinalIgnoreCase) ? column[2..] : column;
        return ByName.GetValueOrDefault(Folded(name), (ProductField.Attribute, 0));
    }

    /// <summary>The key under which a column without a field is kept: snake_case, at most 60 characters; empty where nothing is left.</summary>
    public static string AttributeKey(string column)
    {
        var key = new StringBuilder(column.Length);
        var previous = '_';
        foreach (var c in TextCleaner.Clean(column, 200))
        {
            if (char.IsUpper(c) && char.IsLower(previous)) key.Append('_');
            var next = char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_';
            if (next != '_' || (key.Length > 0 && key[^1] != '_')) key.Append(next);
            previous = c;
            if (key.Length >= 60) break;
        }

        var name = key.ToString().Trim('_');
        return AttributeNames.GetValueOrDefault(name, name);
    }

    private static string Folded(string name) => string.Concat(
        CharacterFolding.Widths(name).Where(c => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter).Select(char.ToLowerInvariant));
}
