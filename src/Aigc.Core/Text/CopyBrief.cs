using Aigc.Core.Prompts;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>What travels with a chat call beside its words: who asks, and for the offline writer the request itself.</summary>
internal static class CopyBrief
{
    public const string EngineKey = "aigc.engine";
    public const string ServedKey = "aigc.served";
    private const string Prefix = "aigc.";
    private const string RequestKey = "aigc.request";
    private const string NoticeKey = "aigc.notice";
    private const string CacheKey = "aigc.cached";
    private const string CostKey = "aigc.cost";

    /// <param name="capability">Its name.</param>
    public static ChatOptions Attach(ChatOptions options, CopyRequest request, string capability, PromptTemplate template)
    {
        options.AdditionalProperties = new() { [RequestKey] = request };
        if (template.Reasons) ReasoningFilter.Mark(options);
        return options.For(new ChatCall(request.Tenant, request.BatchId, capability, template.Id, request.Row) { Channel = request.Channel });
    }

    public static CopyRequest? RequestOf(ChatOptions? options) => options?.AdditionalProperties?.TryGetValue(RequestKey, out CopyRequest? request) == true ? request : null;

    public static ChatResponse MadeBy(this ChatResponse response, string engine, string? notice = null)
    {
        response.AdditionalProperties ??= [];
        response.AdditionalProperties[EngineKey] = engine;
        if (notice is not null) response.AdditionalProperties[NoticeKey] = notice;
        return response;
    }

    /// <summary>Says which model answered, by its id; the provider's own name of it is kept beside. The offline writer is no model.</summary>
    public static ChatResponse Served(this ChatResponse response, ModelDescriptor model)
    {
        if (model.IsOffline) return response;
        if (response.ModelId is { } served) (response.AdditionalProperties ??= [])[ServedKey] = served;
        response.ModelId = model.Id;
        return response;
    }

    /// <inheritdoc cref="Served(ChatResponse, ModelDescriptor)"/>
    public static ChatResponseUpdate Served(this ChatResponseUpdate update, ModelDescriptor model)
    {
        if (model.IsOffline) return update;
        if (update.ModelId is { } served) (update.AdditionalProperties ??= [])[ServedKey] = served;
        update.ModelId = model.Id;
        return update;
    }

    public static ChatResponse FromCache(this ChatResponse response)
    {
        (response.AdditionalProperties ??= [])[CacheKey] = true;
        return response;
    }

    public static bool IsFromCache(this ChatResponse response) => response.AdditionalProperties?.ContainsKey(CacheKey) == true;

    /// <summary>Says what was booked for the answer.</summary>
    public static ChatResponse Costing(this ChatResponse response, Contracts.Money cost)
    {
        (response.AdditionalProperties ??= [])[CostKey] = cost;
        return response;
    }

    /// <summary>Null where nothing was booked.</summary>
    public static Contracts.Money? Cost(this ChatResponse response) => response.AdditionalProperties?.TryGetValue(CostKey, out Contracts.Money? cost) == true ? cost : null;

    public static string Engine(this ChatResponse response) => Text(response, EngineKey) ?? "chat-model";

    public static string? Notice(this ChatResponse response) => Text(response, NoticeKey);

    /// <summary>The provider's own name of what answered, such as a dated snapshot.</summary>
    public static string? ServedBy(this ChatResponse response) => Text(response, ServedKey);

    /// <summary>Without what is for this house only.</summary>
    public static AdditionalPropertiesDictionary? Outside(AdditionalPropertiesDictionary? properties) =>
        properties is null ? null : new(properties.Where(property => !property.Key.StartsWith(Prefix, StringComparison.Ordinal)));

    // What parts of a stream carried lies with the message that they became.
    private static string? Text(ChatResponse response, string key) =>
        response.Messages.Select(message => message.AdditionalProperties).Append(response.AdditionalProperties).Select(properties => properties?.TryGetValue(key, out string? text) == true ? text : null).FirstOrDefault(text => text is not null);
}
