using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aigc.Core.Lanes;

internal sealed record OpenAiFile(string Id);

internal sealed record OpenAiBatchRequest(string InputFileId, string Endpoint, string CompletionWindow, IReadOnlyDictionary<string, string> Metadata);

internal sealed record OpenAiBatch(string Id, string Status, OpenAiCounts? RequestCounts, string? OutputFileId, string? ErrorFileId, IReadOnlyDictionary<string, string>? Metadata, OpenAiErrors? Errors, long? CreatedAt = null);

internal sealed record OpenAiBatchList(IReadOnlyList<OpenAiBatch> Data, bool HasMore);

internal sealed record OpenAiCounts(long Total, long Completed, long Failed);

internal sealed record OpenAiErrors(IReadOnlyList<OpenAiError>? Data);

internal sealed record OpenAiError(string? Code, string? Message);

internal sealed record OpenAiResultLine(string? CustomId, OpenAiResponse? Response, OpenAiError? Error);

internal sealed record OpenAiResponse(int StatusCode, OpenAiCompletion? Body);

internal sealed record OpenAiCompletion(string? Model, IReadOnlyList<OpenAiChoice>? Choices, OpenAiUsage? Usage, OpenAiError? Error);

internal sealed record OpenAiChoice(OpenAiMessage? Message, string? FinishReason);

internal sealed record OpenAiMessage(string? Content);

internal sealed record OpenAiUsage(long PromptTokens, long CompletionTokens, OpenAiPromptTokens? PromptTokensDetails);

internal sealed record OpenAiPromptTokens(long CachedTokens);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAiBatch))]
[JsonSerializable(typeof(OpenAiBatchList))]
[JsonSerializable(typeof(OpenAiBatchRequest))]
[JsonSerializable(typeof(OpenAiFile))]
[JsonSerializable(typeof(OpenAiResultLine))]
internal sealed partial class LaneWire : JsonSerializerContext;
