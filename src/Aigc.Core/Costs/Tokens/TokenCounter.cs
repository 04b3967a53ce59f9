using Aigc.Core.Prompts;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Photos;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Costs;

/// <summary>Counts the tokens of prompts as the model will. Safe for many callers at once.</summary>
internal sealed class TokenCounter
{
    // The words that a chat format puts around each message and before the answer (OpenAI's published counting: 3 and 3).
    private const int PerMessage = 3;
    private const int PerRequest = 3;

    /// <summary>Tokens of a whole request: messages with their pictures, instructions and the schema of the answer.</summary>
    public int Count(ModelDescriptor model, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null)
    {
        var schema = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema?.GetRawText() ?? "";
        return messages.Sum(message => Count(model, message.Text) + PerMessage) + (Pictures.CountIn(messages) * PictureTokens.Of(model)) + Count(model, schema) + Count(model, options?.Instructions ?? "") + PerRequest;
    }

    public int Count(ModelDescriptor model, string text)
    {
        if (text.Length == 0) return 0;
        var tokenizer = ModelTokenizer.Of(model);
        return (int)Math.Ceiling(TokenMeter.Count(text, tokenizer.Encoding) * tokenizer.Margin);
    }
}
