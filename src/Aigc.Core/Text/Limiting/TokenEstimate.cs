using System.Globalization;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Limiting;

/// <summary>About how many tokens a text takes, whatever the tokenizer: four letters of a Latin script, or one sign of any other. For rates and limits, not for bills.</summary>
internal static class TokenEstimate
{
    private const int PerMessage = 4;
    private const int PerPicture = 1_000;

    public static long OfPrompt(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var schema = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema?.GetRawText() ?? "";
        var tools = (options?.Tools ?? []).OfType<AIFunctionDeclaration>().Sum(tool => Of(tool.Name) + Of(tool.Description) + Of(tool.JsonSchema.GetRawText()));
        return messages.Sum(message => PerMessage + message.Contents.Sum(Of)) + Of(options?.Instructions ?? "") + Of(schema) + tools;
    }

    public static long Of(string text)
    {
        var quarters = 0L;
        foreach (var sign in text) quarters += sign < 0x300 ? 1 : char.GetUnicodeCategory(sign) == UnicodeCategory.NonSpacingMark ? 2 : 4;
        return (quarters + 3) / 4;
    }

    private static long Of(AIContent content) => content switch
    {
        TextContent text => Of(text.Text),
        FunctionCallContent call => 10 + Of(call.Name) + (call.Arguments?.Sum(argument => Of(argument.Key) + Of(argument.Value?.ToString() ?? "")) ?? 0),
        FunctionResultContent result => 10 + Of(result.Result?.ToString() ?? ""),
        DataContent or UriContent => PerPicture,
        _ => 0,
    };
}
