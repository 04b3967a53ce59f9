using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aigc.Providers.Claude;

internal sealed record ClaudeBatch(string Id, string ProcessingStatus, ClaudeCounts? RequestCounts, DateTimeOffset CreatedAt, DateTimeOffset? CancelInitiatedAt, string? ResultsUrl)
{
    public bool IsOver => ProcessingStatus == "ended";
}

/// <summary>While a batch runs all are counted as processing.</summary>
internal sealed record ClaudeCounts(long Processing, long Succeeded, long Errored, long Canceled, long Expired)
{
    public long Total => Processing + Succeeded + Errored + Canceled + Expired;
}

internal sealed record ClaudeBatchList(IReadOnlyList<ClaudeBatch> Data, bool HasMore);

internal sealed record ClaudeResultLine(string CustomId, ClaudeResult? Result);

internal sealed record ClaudeResult(string Type, JsonElement? Message, ClaudeFailure? Error);

internal sealed record ClaudeFailure(ClaudeError? Error);

internal sealed record ClaudeError(string? Type);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClaudeBatch))]
[JsonSerializable(typeof(ClaudeBatchList))]
[JsonSerializable(typeof(ClaudeResultLine))]
internal sealed partial class ClaudeBatchWire : JsonSerializerContext;
