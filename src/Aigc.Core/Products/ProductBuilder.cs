using Aigc.Contracts;
using Aigc.Contracts.Products;
using Aigc.Core.Products.Cleaning;
using Aigc.Core.Products.Reading;

namespace Aigc.Core.Products;

/// <summary>Makes a clean product of a raw row, or says why it cannot be used. What can be shortened or left out does not cost the row.</summary>
internal sealed class ProductBuilder(ProductsOptions limits)
{
    private const int MaxId = 50;
    private const int MaxTitle = 150;
    private const int MaxDescription = 5000;
    private const int MaxLink = 2000;
    private const int MaxValue = 1000;
    private const int MaxAttributes = 100;
    private const int MaxImages = 10;

    private readonly Dictionary<ProductField, (string Value, int Rank)> _fields = [];
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private readonly List<string> _images = [];

    /// <summary>Exactly one of product and error is set.</summary>
    public (Product? Product, RowError? Error) Build(RawRow row)
    {
        if ((row.Fault ?? Sort(row)) is { } fault) return (null, new RowError(row.Number, IdOrNull(), fault.Column, fault.Code, fault.Reason));
        var id = TextCleaner.Clean(Value(ProductField.Id) ?? "", int.MaxValue);
        if (id.Length == 0) return Bad(row, null, "id", "missing-id", "The row has no id.");
        if (id.Length > MaxId) return Bad(row, id[..MaxId], "id", "too-long", $"The id has {id.Length} characters; {MaxId} are allowed.");
        var title = Text(ProductField.Title, MaxTitle);
        var image = Text(ProductField.ImageLink, MaxLink);
        if (title is null && image is null) return Bad(row, id, null, "no-content", "The row has neither a title nor an image.");
        Money? price = null;
        if (Value(ProductField.Price) is { } written && !string.IsNullOrWhiteSpace(written))
        {
            price = Prices.Parse(TextCleaner.Clean(written, MaxValue), Value(ProductField.Currency));
            // Without a currency an amount is no price yet is no mistake either: Shopify exports write it so.
            if (price is null && Prices.Parse(TextCleaner.Clean(written, MaxValue), "XXX") is null) return Bad(row, id, "price", "not-a-price", "The price cannot be read; write it like 89.99 USD.");
            if (price is null) Keep("price", written);
        }

        return (Product(id, title, image, price), null);
    }

    private static (Product?, RowError?) Bad(RawRow row, string? id, string? column, string code, string reason) => (null, new RowError(row.Number, id, column, code, reason));

    private Product Product(string id, string? title, string? image, Money? price) => new()
    {
        Id = id,
        Title = title,
        Description = Text(ProductField.Description, MaxDescription),
        Link = Text(ProductField.Link, MaxLink),
        ImageLink = image,
        AdditionalImageLinks = [.. _images],
        Brand = Text(ProductField.Brand, 100),
        Price = price,
        Gtin = Text(ProductField.Gtin, 50),
        Mpn = Text(ProductField.Mpn, 70),
        ProductType = Text(ProductField.ProductType, 750),
        GoogleProductCategory = Text(ProductField.GoogleProductCategory, 750),
        ItemGroupId = Text(ProductField.ItemGroupId, MaxId),
        Availability = Text(ProductField.Availability, 50),
        Condition = Text(ProductField.Condition, 50),
        Attributes = new Dictionary<string, string>(_attributes),
    };

    private RowFault? Sort(RawRow row)
    {
        _fields.Clear();
        _attributes.Clear();
        _images.Clear();
        foreach (var (column, value) in row.Cells)
        {
            if (value.Length > limits.MaxCellLength) return new RowFault(Name(column), "cell-too-large", $"The cell has {value.Length} characters; {limits.MaxCellLength} are allowed.");
            if (value.Contains('\uFFFD')) return new RowFault(Name(column), "unreadable-encoding", "The cell holds bytes that are no text in the encoding of the feed.");
            Place(column, value);
        }

        return null;
    }

    private void Place(string column, string value)
    {
        var (field, rank) = ColumnMap.RankedFieldOf(column);
        switch (field)
        {
            case ProductField.Attribute:
                Keep(ColumnMap.AttributeKey(column), value);
                break;
            case ProductField.ProductDetail:
                foreach (var detail in value.Split(',')) PlaceDetail(detail);
                break;
            case ProductField.ProductHighlight:
                Keep("product_highlight", _attributes.TryGetValue("product_highlight", out var before) ? $"{before}; {value}" : value);
                break;
            case ProductField.AdditionalImageLink:
                _images.AddRange(value.Split([',', '|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(link => link.Length <= MaxLink).Take(MaxImages - _images.Count));
                break;
            default:
                if (!string.IsNullOrWhiteSpace(value) && (!_fields.TryGetValue(field, out var placed) || rank < placed.Rank)) _fields[field] = (value, rank);
                break;
        }
    }

    // section:name:value, and name:value where the section is left out.
    private void PlaceDetail(string detail)
    {
        var parts = detail.Split(':', 3);
        if (parts.Length >= 2) Keep(ColumnMap.AttributeKey(parts[^2]), parts[^1]);
    }

    private void Keep(string key, string value)
    {
        if (key.Length == 0 || (_attributes.Count >= MaxAttributes && !_attributes.ContainsKey(key))) return;
        var clean = Units.Normalise(TextCleaner.Clean(value, MaxValue));
        if (clean.Length > 0) _attributes[key] = clean;
    }

    private static string Name(string column) => TextCleaner.Clean(column, 60);

    private string? IdOrNull() => Value(ProductField.Id) is { Length: <= MaxId } id && !id.Contains('\uFFFD') ? TextCleaner.Clean(id, MaxId) : null;

    private string? Value(ProductField field) => _fields.TryGetValue(field, out var placed) ? placed.Value : null;

    private string? Text(ProductField field, int maxLength) => Value(field) is { } value && TextCleaner.Clean(value, maxLength) is { Length: > 0 } clean ? clean : null;
}
