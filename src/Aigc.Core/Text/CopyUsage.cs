using Aigc.Contracts.Items;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>What the calls for one piece of copy took together.</summary>
internal sealed class CopyUsage
{
    private long _input;
    private long _output;
    private bool _paid;

    public void Add(ChatResponse response)
    {
        if (response.IsFromCache()) return;
        _paid = true;
        _input += response.Usage?.InputTokenCount ?? 0;
        _output += response.Usage?.OutputTokenCount ?? 0;
    }

    public Production Production(ChatResponse response, string template) => new(response.Engine(), response.ModelId, template, _input, _output, response.Notice(), FromCache: !_paid);
}
