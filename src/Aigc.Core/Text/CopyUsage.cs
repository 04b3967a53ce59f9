using Aigc.Contracts;
using Aigc.Contracts.Items;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>What the calls for one piece of copy took together.</summary>
internal sealed class CopyUsage
{
    private long _input;
    private long _output;
    private Money? _cost;
    private bool _paid;

    public void Add(ChatResponse response)
    {
        if (response.IsFromCache()) return;
        _paid = true;
        _input += response.Usage?.InputTokenCount ?? 0;
        _output += response.Usage?.OutputTokenCount ?? 0;
        _cost = Sum(_cost, response.Cost());
    }

    public Production Production(ChatResponse response, string template) => new(response.Engine(), response.ModelId, template, _input, _output, response.Notice(), FromCache: !_paid, _cost);

    /// <summary>What was made, with the calls that checked it.</summary>
    public static Production Together(Production made, Production check) => made with
    {
        InputTokens = made.InputTokens + check.InputTokens,
        OutputTokens = made.OutputTokens + check.OutputTokens,
        FromCache = made.FromCache && check.FromCache,
        Cost = Sum(made.Cost, check.Cost),
    };

    private static Money? Sum(Money? one, Money? other) => one is null ? other : other is null ? one : one with { Amount = one.Amount + other.Amount };
}
