using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Gateway;

/// <summary>Who asks a model and what for. Travels with the call's options, so that the gateway can cache, meter, limit and record it.</summary>
/// <param name="BatchId">Whose own stage judges the answer; null: a call of its own.</param>
/// <param name="Capability">What is asked for: <c>title</c>, <c>attributes</c>, <c>translation</c> (also of a title), <c>chat</c>, ...</param>
/// <param name="TemplateId"><c>name@version</c>; another version is another call.</param>
/// <param name="ProductRow">Row of the feed.</param>
public sealed record ChatCall(string Tenant, string? BatchId, string Capability, string? TemplateId = null, long? ProductRow = null)
{
    /// <summary>Where the words will be shown; picks the safety policy.</summary>
    public string Channel { get; init; } = "listing";

    /// <summary>Ask again although the same was asked and paid before: free chat, probes, a wish for other ideas.</summary>
    public bool Fresh { get; init; }
}

public static class ChatCallOptions
{
    private const string Key = "aigc.call";

    /// <summary>Says on the options what the call is for; other properties stay.</summary>
    public static ChatOptions For(this ChatOptions options, ChatCall call)
    {
        (options.AdditionalProperties ??= [])[Key] = call;
        return options;
    }

    /// <summary>Null where nobody said.</summary>
    public static ChatCall? Call(this ChatOptions? options) => options?.AdditionalProperties?.TryGetValue(Key, out ChatCall? call) == true ? call : null;
}
