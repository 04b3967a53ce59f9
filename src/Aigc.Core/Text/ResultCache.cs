using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Core.Storage;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>
/// Pays once: an answer is kept under the hash of everything that went into it (tenant, messages, template, model, parameters, schema)
/// before anybody uses it. A retry, a crash or another run finds it there.
/// </summary>
internal sealed class ResultCache(IChatClient inner, PaidResults results) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        if (CopyBrief.RequestOf(options) is not { } request) return await base.GetResponseAsync(all, options, cancellationToken);
        var address = AddressOf(request.Tenant, all, options!);
        if (await results.FindAsync(request.Tenant, address, CopyJson.Default.StoredAnswer, cancellationToken) is { } kept) return kept.ToResponse().FromCache();
        var response = await base.GetResponseAsync(all, options, cancellationToken);
        await results.KeepAsync(request.Tenant, address, StoredAnswer.Of(response), CopyJson.Default.StoredAnswer, cancellationToken);
        return response;
    }

    private string AddressOf(string tenant, List<ChatMessage> messages, ChatOptions options)
    {
        var model = options.ModelId ?? this.GetService<ChatClientMetadata>()?.DefaultModelId;
        var schema = (options.ResponseFormat as ChatResponseFormatJson)?.Schema?.GetRawText();
        var parts = messages.SelectMany(message => new[] { message.Role.Value, message.Text }).Concat([tenant, CopyBrief.TemplateOf(options), model, $"{options.Temperature}|{options.MaxOutputTokens}|{options.Seed}", schema]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts.ToArray()))));
    }
}

/// <summary>An answer as it is kept.</summary>
internal sealed record StoredAnswer(string Text, string? Model, string Engine, string? Notice, long? InputTokens, long? OutputTokens)
{
    public static StoredAnswer Of(ChatResponse response) =>
        new(response.Text, response.ModelId, response.Engine(), response.Notice(), response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount);

    public ChatResponse ToResponse() => new ChatResponse(new ChatMessage(ChatRole.Assistant, Text))
    {
        ModelId = Model,
        Usage = new() { InputTokenCount = InputTokens, OutputTokenCount = OutputTokens },
    }.MadeBy(Engine, Notice);
}
