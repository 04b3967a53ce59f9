using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Aigc.ImageService.Provenance;

/// <summary>
/// The implicit label of GB 45438-2025 (metadata field <c>AIGC</c>): JSON with seven strings, in this order.
/// </summary>
/// <param name="Label">"1": made by AI; "2": perhaps; "3": suspected.</param>
/// <param name="ContentProducer">Code of the service that made the content, usually <c>0011</c> + 18 + 5 characters.</param>
/// <param name="ReservedCode1">The producer's own signature or checksum.</param>
/// <param name="ContentPropagator">Code of the service that passed it on.</param>
internal sealed record AigcLabel(
    [property: JsonPropertyName("Label"), JsonPropertyOrder(1)] string Label,
    [property: JsonPropertyName("ContentProducer"), JsonPropertyOrder(2)] string ContentProducer = "",
    [property: JsonPropertyName("ProduceID"), JsonPropertyOrder(3)] string ProduceId = "",
    [property: JsonPropertyName("ReservedCode1"), JsonPropertyOrder(4)] string ReservedCode1 = "",
    [property: JsonPropertyName("ContentPropagator"), JsonPropertyOrder(5)] string ContentPropagator = "",
    [property: JsonPropertyName("PropagateID"), JsonPropertyOrder(6)] string PropagateId = "",
    [property: JsonPropertyName("ReservedCode2"), JsonPropertyOrder(7)] string ReservedCode2 = "")
{
    public const string MadeByAi = "1";
    public const string Suspected = "3";
    private const int MaxJson = 64 * 1024;
    private const int MaxField = 1024;

    public string ToJson() => JsonSerializer.Serialize(this, AigcLabelJson.Shared.AigcLabel);

    /// <summary>Null where the text is no such label.</summary>
    public static AigcLabel? TryParse(string? json)
    {
        if (json is null or { Length: 0 or > MaxJson }) return null;
        try
        {
            var label = JsonSerializer.Deserialize(json.Trim(), AigcLabelJson.Shared.AigcLabel);
            return label?.Label is MadeByAi or "2" or Suspected ? label.Bounded() : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The surer of two values: "1" before "2" before "3".</summary>
    public static string Surer(string first, string second) => string.CompareOrdinal(first, second) <= 0 ? first : second;

    /// <summary>Says who passed it on, where nobody has said so yet.</summary>
    public AigcLabel PassedOn(string propagator, string id) =>
        ContentPropagator.Length > 0 || propagator.Length == 0 ? this : this with { ContentPropagator = propagator, PropagateId = id };

    // A missing or null field reads as an empty one.
    private AigcLabel Bounded() => new(Label, Cut(ContentProducer), Cut(ProduceId), Cut(ReservedCode1), Cut(ContentPropagator), Cut(PropagateId), Cut(ReservedCode2));

    private static string Cut(string? value) => value is null ? "" : value.Length > MaxField ? value[..MaxField] : value;
}

[JsonSerializable(typeof(AigcLabel))]
[JsonSerializable(typeof(StepNote))]
internal sealed partial class AigcLabelJson : JsonSerializerContext
{
    /// <summary>Letters and Han stay readable; whatever XML could not hold is escaped.</summary>
    public static AigcLabelJson Shared { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.CjkUnifiedIdeographs),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
