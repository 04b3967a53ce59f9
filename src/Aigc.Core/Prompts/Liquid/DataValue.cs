using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluid;
using Fluid.Values;

namespace Aigc.Core.Prompts;

/// <summary>
/// A value that was handed to a template. However it is written, it cannot begin a new line or close a fence: objects and lists are written as
/// JSON with its backticks escaped, texts on one line.
/// </summary>
internal sealed class DataValue(JsonNode? node, string path = "", Action<string>? missing = null) : FluidValue
{
    // Text in any script as it is: escapes would cost tokens.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public JsonNode? Node => node;

    /// <summary>One line, without backticks.</summary>
    public string Text => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => OneLine(value.GetValue<string>()),
        _ => node.ToJsonString(Plain).Replace("`", "\\u0060", StringComparison.Ordinal),
    };

    /// <summary>The members of a list; one, where it is no list.</summary>
    public IEnumerable<JsonNode?> Items => node is JsonArray list ? list : node is null ? [] : [node];

    public override FluidValues Type => node switch
    {
        JsonArray => FluidValues.Array,
        JsonObject => FluidValues.Object,
        _ => node?.GetValueKind() switch { JsonValueKind.Number => FluidValues.Number, JsonValueKind.True or JsonValueKind.False => FluidValues.Boolean, _ => FluidValues.String },
    };

    public static DataValue Of(FluidValue value) => value as DataValue ?? new DataValue(value switch
    {
        NumberValue number => JsonValue.Create(number.ToNumberValue()),
        BooleanValue truth => JsonValue.Create(truth.ToBooleanValue()),
        _ => JsonValue.Create(value.ToStringValue()),
    });

    /// <summary>No text, an empty list, an empty object: writing it would leave a blank.</summary>
    public static bool IsBlank(JsonNode? node) => node switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonObject members => members.Count == 0,
        _ => node.GetValueKind() == JsonValueKind.String && string.IsNullOrWhiteSpace(node.GetValue<string>()),
    };

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => new(Member(name));

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) =>
        new(node is JsonArray list && index.Type == FluidValues.Number ? At(list, (int)Math.Clamp(index.ToNumberValue(), int.MinValue, int.MaxValue)) : Member(index.ToStringValue()));

    public override IEnumerable<FluidValue> Enumerate(TemplateContext context) => Items.Select((item, i) => new DataValue(item, $"{path}[{i}]", missing));

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        if (IsBlank(node)) missing?.Invoke(path);
        else writer.Write(Text);
        return default;
    }

    public override bool Contains(FluidValue value) =>
        node is JsonArray list ? list.Any(item => new DataValue(item).Text == value.ToStringValue()) : node is JsonObject members ? members.ContainsKey(value.ToStringValue()) : Text.Contains(value.ToStringValue(), StringComparison.OrdinalIgnoreCase);

    // Blank is false, as in the languages that Liquid templates are exchanged with.
    public override bool ToBooleanValue() => node?.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => !IsBlank(node) };

    public override decimal ToNumberValue() => decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public override string ToStringValue() => Text;

    public override object ToObjectValue() => Text;

    public override bool Equals(FluidValue? other) => other is not null && (other.IsNil() ? node is null : other.ToStringValue() == Text);

    public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private FluidValue Member(string name) => node switch
    {
        JsonObject members when members.TryGetPropertyValue(name, out var member) && member is not null => new DataValue(member, $"{path}.{name}", missing),
        JsonArray list when name is "size" => NumberValue.Create(list.Count),
        JsonArray list when name is "first" => At(list, 0),
        JsonArray list when name is "last" => At(list, list.Count - 1),
        _ => new MissingValue($"{path}.{name}", missing),
    };

    private FluidValue At(JsonArray list, int index) => index >= 0 && index < list.Count ? new DataValue(list[index], $"{path}[{index}]", missing) : new MissingValue($"{path}[{index}]", missing);

    private static string OneLine(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = source[i] switch { '`' => '\'', '\u2028' or '\u2029' => ' ', var c when char.IsControl(c) => ' ', var c => c };
    });
}
