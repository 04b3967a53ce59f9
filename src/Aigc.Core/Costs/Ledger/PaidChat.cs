using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Costs;

/// <summary>Reserves each call of a model before it is made and books what it came to before anybody sees the answer.</summary>
internal sealed class PaidChat(IChatClient inner, Spending spending, Prices prices) : DelegatingChatClient(inner)
{
    /// <summary>Property of the options that names the call in the ledger: sent along, the provider's records can tell of it.</summary>
    public const string CallIdKey = "aigc.payment";

    // What a provider adds to each message and to each request, in tokens: generous, since it is only reserved.
    private const int PerMessage = 16;

    // No provider counts more for one picture of any size: the dearest known count is 36,835 (a large picture in full detail, asked of a small model).
    private const int PerPicture = 40_000;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var charge = ChargeOf(all, options);
        decimal? booked = null;
        var response = await spending.PayAsync(charge, call => base.GetResponseAsync(all, Named(options, call), cancellationToken), response => booked = CostOf(charge.Model, response.Usage), cancellationToken);
        return booked is > 0 and var cost ? response.Costing(prices.ToMoney(cost)) : response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var charge = ChargeOf(all, options);
        var payment = await spending.BeginAsync(charge, cancellationToken);
        var (begun, usage, refused) = (false, (UsageDetails?)null, (decimal?)null);
        try
        {
            await using var updates = base.GetStreamingResponseAsync(all, Named(options, payment.CallId), cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(updates))
            {
                begun = true;
                foreach (var told in updates.Current.Contents.OfType<UsageContent>()) (usage ??= new()).Add(told.Details);
                yield return updates.Current;
            }
        }
        finally
        {
            // A stream that was left early is billed for what it had written, and only the provider knows that.
            await payment.EndAsync(CostOf(charge.Model, usage) ?? refused);
        }

        // Once a part was seen the provider has worked, whatever it says of the rest.
        async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
        {
            try
            {
                return await updates.MoveNextAsync();
            }
            catch (Exception failure) when (!begun)
            {
                refused = Billing.CostOf(failure);
                throw;
            }
        }
    }

    private static ChatOptions Named(ChatOptions? options, string callId)
    {
        var named = options?.Clone() ?? new();
        (named.AdditionalProperties ??= [])[CallIdKey] = callId;
        return named;
    }

    private Charge ChargeOf(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var model = prices.ModelOf(options?.ModelId);
        return new(options.Call()?.Tenant ?? Spending.Nobody, model, prices.OfTokens(model, MostTokens(messages, options), options?.MaxOutputTokens ?? Prices.MostOutputTokens), options.Call()?.BatchId);
    }

    // A token is at least one byte of the text, whatever the tokenizer: no count passes this one.
    internal static long MostTokens(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var schema = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema?.GetRawText() ?? "";
        var tools = (options?.Tools ?? []).OfType<AIFunctionDeclaration>().Sum(tool => Encoding.UTF8.GetByteCount(tool.Name + tool.Description + tool.JsonSchema.GetRawText()));
        return messages.Sum(message => message.Contents.Sum(MostTokens) + PerMessage) + Encoding.UTF8.GetByteCount(schema + options?.Instructions) + tools + PerMessage;
    }

    private static long MostTokens(AIContent content) => content switch
    {
        TextContent text => Encoding.UTF8.GetByteCount(text.Text),
        TextReasoningContent reasoning => Encoding.UTF8.GetByteCount(reasoning.Text),
        DataContent or UriContent => PerPicture,
        FunctionCallContent call => Encoding.UTF8.GetByteCount(call.CallId + call.Name) + (call.Arguments?.Sum(argument => BytesOf(argument.Key) + BytesOf(argument.Value)) ?? 0) + PerMessage,
        FunctionResultContent result => Encoding.UTF8.GetByteCount(result.CallId) + BytesOf(result.Result) + PerMessage,
        _ => BytesOf(content),
    };

    // As it is sent: JSON, with its quotes.
    private static long BytesOf(object? value) => value is null ? 4 : JsonSerializer.SerializeToUtf8Bytes(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType())).LongLength;

    private decimal? CostOf(string model, UsageDetails? usage) =>
        usage is { InputTokenCount: { } read, OutputTokenCount: { } written } ? prices.OfTokens(model, read, written, usage.CachedInputTokenCount ?? 0) : null;
}
