using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Aigc.Providers.Gemini;

/// <summary>Body of <c>models/NAME:generateContent</c>.</summary>
internal sealed record GeminiRequest
{
    public GeminiContent? SystemInstruction { get; init; }
    public required IReadOnlyList<GeminiContent> Contents { get; init; }
    public IReadOnlyList<GeminiTools>? Tools { get; init; }
    public GeminiToolConfig? ToolConfig { get; init; }
    public required GeminiConfig GenerationConfig { get; init; }
}

/// <param name="Role"><c>user</c> or <c>model</c>; null for the system's instruction.</param>
internal sealed record GeminiContent(string? Role, IReadOnlyList<GeminiPart>? Parts);

/// <summary>One of its properties is set.</summary>
internal sealed record GeminiPart
{
    public string? Text { get; init; }

    /// <summary>The text is what the model thought, not what it says.</summary>
    public bool? Thought { get; init; }

    /// <summary>Comes with a call in thinking models and has to be sent back with it.</summary>
    public string? ThoughtSignature { get; init; }
    public GeminiData? InlineData { get; init; }
    public GeminiFile? FileData { get; init; }
    public GeminiCall? FunctionCall { get; init; }
    public GeminiResult? FunctionResponse { get; init; }
}

/// <param name="Data">Base64.</param>
internal sealed record GeminiData(string MimeType, string Data);

internal sealed record GeminiFile(string MimeType, string FileUri);

internal sealed record GeminiCall(string Name, JsonObject? Args, string? Id = null);

internal sealed record GeminiResult(string Name, JsonNode Response, string? Id = null);

internal sealed record GeminiTools(IReadOnlyList<GeminiFunction> FunctionDeclarations);

internal sealed record GeminiFunction(string Name, string? Description, JsonElement? ParametersJsonSchema);

internal sealed record GeminiToolConfig(GeminiCallMode FunctionCallingConfig);

/// <param name="Mode"><c>AUTO</c>, <c>ANY</c>, <c>NONE</c>.</param>
internal sealed record GeminiCallMode(string Mode, IReadOnlyList<string>? AllowedFunctionNames = null);

internal sealed record GeminiConfig
{
    public int? MaxOutputTokens { get; init; }
    public float? Temperature { get; init; }
    public float? TopP { get; init; }
    public int? TopK { get; init; }
    public long? Seed { get; init; }
    public float? FrequencyPenalty { get; init; }
    public float? PresencePenalty { get; init; }
    public IReadOnlyList<string>? StopSequences { get; init; }
    public string? ResponseMimeType { get; init; }
    public JsonElement? ResponseJsonSchema { get; init; }
}

/// <summary>An answer, or one event of a stream.</summary>
internal sealed record GeminiResponse(IReadOnlyList<GeminiCandidate>? Candidates, GeminiFeedback? PromptFeedback, GeminiUsage? UsageMetadata, string? ModelVersion, string? ResponseId);

internal sealed record GeminiCandidate(GeminiContent? Content, string? FinishReason);

/// <param name="BlockReason">Not null: the prompt was refused, and there are no candidates.</param>
internal sealed record GeminiFeedback(string? BlockReason);

/// <summary>In tokens; thoughts are billed as output and are not among the candidates'.</summary>
internal sealed record GeminiUsage(long? PromptTokenCount, long? CandidatesTokenCount, long? ThoughtsTokenCount, long? CachedContentTokenCount, long? TotalTokenCount);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GeminiRequest))]
[JsonSerializable(typeof(GeminiResponse))]
internal sealed partial class GeminiJson : JsonSerializerContext;
