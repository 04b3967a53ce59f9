using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Aigc.Core.Delivery;

/// <summary>The records and wire forms of this feature.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(EndpointRecord))]
[JsonSerializable(typeof(ExportedAsset))]
[JsonSerializable(typeof(ExportManifest))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(PendingEvent))]
[JsonSerializable(typeof(SentEvent))]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class DeliveryJson : JsonSerializerContext;

/// <summary>The body of an outgoing call, after Standard Webhooks 1.0.</summary>
internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, JsonElement Data);

/// <summary>CloudEvents 1.0, structured JSON.</summary>
internal sealed record CloudEvent(string Specversion, string Id, string Source, string Type, string? Subject, DateTimeOffset Time, string Datacontenttype, JsonElement Data)
{
    public static CloudEvent Of(string tenant, OutgoingEvent outgoing) =>
        new("1.0", outgoing.Id, "/tenants/" + tenant, outgoing.Type, outgoing.Subject, outgoing.At, "application/json", outgoing.Data);
}
