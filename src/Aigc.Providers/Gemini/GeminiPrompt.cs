using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Aigc.Providers.Gemini;

/// <summary>A call in Gemini's words.</summary>
internal static class GeminiPrompt
{
    public static GeminiRequest Of(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var system = string.Join("\n\n", messages.Where(message => message.Role == ChatRole.System).Select(message => message.Text).Prepend(options?.Instructions ?? "").Where(text => text.Length > 0));
        // Results name the function they are of; their messages know the call's id alone.
        var names = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().GroupBy(call => call.CallId).ToDictionary(calls => calls.Key, calls => calls.Last().Name);
        return new()
        {
            SystemInstruction = system.Length > 0 ? new(null, [new() { Text = system }]) : null,
            Contents = [.. messages.Where(message => message.Role != ChatRole.System).Select(message => new GeminiContent(message.Role == ChatRole.Assistant ? "model" : "user", [.. message.Contents.Select(content => Part(content, names)).OfType<GeminiPart>()]))],
            Tools = Functions(options) is { Count: > 0 } functions ? [new(functions)] : null,
            ToolConfig = options?.Tools is { Count: > 0 } ? Mode(options.ToolMode) : null,
            GenerationConfig = Config(options),
        };
    }

    private static GeminiPart? Part(AIContent content, Dictionary<string, string> names) => content switch
    {
        TextContent text => new() { Text = text.Text },
        DataContent data => new() { InlineData = new(data.MediaType, Convert.ToBase64String(data.Data.Span)) },
        UriContent link => new() { FileData = new(link.MediaType, link.Uri.ToString()) },
        FunctionCallContent call => new() { FunctionCall = new(call.Name, Arguments(call), call.CallId), ThoughtSignature = call.AdditionalProperties?.TryGetValue(GeminiAnswer.Signature, out string? signature) == true ? signature : null },
        FunctionResultContent result => new() { FunctionResponse = new(names.GetValueOrDefault(result.CallId, result.CallId), new JsonObject { ["result"] = Node(result.Result) }, result.CallId) },
        _ => null,
    };

    private static JsonObject Arguments(FunctionCallContent call) => new((call.Arguments ?? new Dictionary<string, object?>()).Select(argument => KeyValuePair.Create(argument.Key, Node(argument.Value))));

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        _ => JsonSerializer.SerializeToNode(value, AIJsonUtilities.DefaultOptions),
    };

    private static List<GeminiFunction> Functions(ChatOptions? options) =>
        [.. (options?.Tools ?? []).OfType<AIFunctionDeclaration>().Select(tool => new GeminiFunction(tool.Name, tool.Description is { Length: > 0 } said ? said : null, tool.JsonSchema))];

    private static GeminiToolConfig? Mode(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => new(new("NONE")),
        RequiredChatToolMode { RequiredFunctionName: { } name } => new(new("ANY", [name])),
        RequiredChatToolMode => new(new("ANY")),
        _ => null,
    };

    private static GeminiConfig Config(ChatOptions? options) => new()
    {
        MaxOutputTokens = options?.MaxOutputTokens,
        Temperature = options?.Temperature,
        TopP = options?.TopP,
        TopK = options?.TopK,
        Seed = options?.Seed,
        FrequencyPenalty = options?.FrequencyPenalty,
        PresencePenalty = options?.PresencePenalty,
        StopSequences = options?.StopSequences is { Count: > 0 } stops ? [.. stops] : null,
        ResponseMimeType = options?.ResponseFormat is ChatResponseFormatJson ? "application/json" : null,
        ResponseJsonSchema = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema,
    };
}
