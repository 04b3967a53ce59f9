using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Gateway;

/// <summary>The hash of everything that goes into an answer: who asks, the words (and in them all that was looked up for them), the template's version, the model and its parameters, schema and tools.</summary>
internal static class CacheAddress
{
    /// <summary>64 hex digits.</summary>
    /// <param name="model">The resolved id; null: the client's only model.</param>
    public static string Of(ChatCall call, IEnumerable<ChatMessage> messages, ChatOptions options, string? model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, call.Tenant, call.TemplateId, model, options.Instructions, Parameters(options));
        Add(hash, [.. options.StopSequences ?? []]);
        if (options.ResponseFormat is { } format) Add(hash, format.GetType().Name, (format as ChatResponseFormatJson)?.Schema?.GetRawText());
        foreach (var tool in options.Tools ?? []) Add(hash, tool.Name, tool.Description, (tool as AIFunctionDeclaration)?.JsonSchema.GetRawText());
        foreach (var message in messages)
        {
            Add(hash, message.Role.Value, message.AuthorName);
            foreach (var content in message.Contents) Add(hash, Parts(content));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Parameters(ChatOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"{options.Temperature}|{options.TopP}|{options.TopK}|{options.MaxOutputTokens}|{options.Seed}|{options.FrequencyPenalty}|{options.PresencePenalty}|{options.Reasoning?.Effort}|{options.ToolMode?.GetType().Name}");

    private static string?[] Parts(AIContent content) => content switch
    {
        TextContent text => ["text", text.Text],
        DataContent data => ["data", data.MediaType, Convert.ToHexStringLower(SHA256.HashData(data.Data.Span))],
        UriContent link => ["uri", link.Uri.ToString()],
        FunctionCallContent call => ["call", call.CallId, call.Name, .. (call.Arguments ?? new Dictionary<string, object?>()).SelectMany(argument => new[] { argument.Key, argument.Value?.ToString() })],
        FunctionResultContent result => ["result", result.CallId, result.Result?.ToString()],
        _ => [content.GetType().Name, content.ToString()],
    };

    // Each part with its length, so that no two lists of parts read the same.
    private static void Add(IncrementalHash hash, params string?[] parts)
    {
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, part?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(Encoding.UTF8.GetBytes(part ?? ""));
        }
        BinaryPrimitives.WriteInt32LittleEndian(length, -2);
        hash.AppendData(length);
    }
}
