using Aigc.Core.Prompts;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>What travels with a chat call beside its words: who asks, and for the offline writer the request itself.</summary>
internal static class CopyBrief
{
    private const string RequestKey = "aigc.request";
    private const string TemplateKey = "aigc.template";
    private const string EngineKey = "aigc.engine";
    private const string NoticeKey = "aigc.notice";
    private const string CacheKey = "aigc.cached";

    public static ChatOptions Attach(ChatOptions options, CopyRequest request, PromptTemplate template)
    {
        options.AdditionalProperties = new() { [RequestKey] = request, [TemplateKey] = template.Id };
        if (template.Reasons) ReasoningFilter.Mark(options);
        return options.For(new ChatCall(request.Tenant, null, request.Kind, template.Id));
    }

    public static CopyRequest? RequestOf(ChatOptions? options) => options?.AdditionalProperties?.TryGetValue(RequestKey, out CopyRequest? request) == true ? request : null;

    public static string? TemplateOf(ChatOptions? options) => options?.AdditionalProperties?.TryGetValue(TemplateKey, out string? template) == true ? template : null;

    public static ChatResponse MadeBy(this ChatResponse response, string engine, string? notice = null)
    {
        response.AdditionalProperties ??= [];
        response.AdditionalProperties[EngineKey] = engine;
        if (notice is not null) response.AdditionalProperties[NoticeKey] = notice;
        return response;
    }

    public static ChatResponse FromCache(this ChatResponse response)
    {
        (response.AdditionalProperties ??= [])[CacheKey] = true;
        return response;
    }

    public static bool IsFromCache(this ChatResponse response) => response.AdditionalProperties?.ContainsKey(CacheKey) == true;

    public static string Engine(this ChatResponse response) => Text(response, EngineKey) ?? "chat-model";

    public static string? Notice(this ChatResponse response) => Text(response, NoticeKey);

    private static string? Text(ChatResponse response, string key) => response.AdditionalProperties?.TryGetValue(key, out string? text) == true ? text : null;
}
