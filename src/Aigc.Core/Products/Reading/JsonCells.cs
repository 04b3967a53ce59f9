using System.Text.Json;

namespace Aigc.Core.Products.Reading;

/// <summary>Turns the properties of a JSON object into cells: lists repeat their column, known objects are written as a CSV cell would hold them.</summary>
internal static class JsonCells
{
    public static RawRow Of(long number, JsonElement product)
    {
        var cells = new List<KeyValuePair<string, string>>();
        foreach (var property in product.EnumerateObject())
        {
            if (!TryAdd(cells, property.Name, property.Value) && ColumnMap.FieldOf(property.Name) != ProductField.Attribute)
                return RawRow.Broken(number, "wrong-type", "The value is neither text nor a number, nor a list of these.", property.Name);
        }

        return new RawRow(number, cells);
    }

    private static bool TryAdd(List<KeyValuePair<string, string>> cells, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return true;
            case JsonValueKind.Array:
                return value.EnumerateArray().All(item => item.ValueKind != JsonValueKind.Array && TryAdd(cells, name, item));
            case JsonValueKind.Object when Known(value) is { } text:
                cells.Add(new(name, text));
                return true;
            case JsonValueKind.Object when ColumnMap.FieldOf(name) == ProductField.Attribute:
                return value.EnumerateObject().All(inner => inner.Value.ValueKind == JsonValueKind.Object || TryAdd(cells, inner.Name, inner.Value));
            case JsonValueKind.Object:
                return false;
            default:
                cells.Add(new(name, TextOf(value)));
                return true;
        }
    }

    // An escaped half of a surrogate pair is no text; GetString refuses it. The replacement character marks the row as unreadable.
    private static string TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return value.GetRawText();
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private static string? Known(JsonElement value)
    {
        if (Part(value, "currency") is { } currency && (Part(value, "value") ?? Part(value, "amount")) is { } amount) return $"{amount} {currency}";
        if (Part(value, "attribute_name") is { } name && Part(value, "attribute_value") is { } text) return $"{Part(value, "section_name")}:{name}:{text}";
        return null;
    }

    private static string? Part(JsonElement value, string name) =>
        value.TryGetProperty(name, out var part) && part.ValueKind is JsonValueKind.String or JsonValueKind.Number ? TextOf(part) : null;
}
