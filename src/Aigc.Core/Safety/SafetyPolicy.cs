using Aigc.Contracts.Safety;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Safety;

/// <summary>What a finding leads to on a channel: listing, advertising or chat. An unknown channel gets the strictest built-in policy.</summary>
public sealed class SafetyPolicy(IOptions<SafetyOptions> options)
{
    private static readonly Dictionary<string, ChannelPolicy> BuiltIn = new(StringComparer.Ordinal)
    {
        ["listing"] = new() { ReviewAt = 2, BlockAt = 6 },
        ["advertising"] = new() { ReviewAt = 2, BlockAt = 4 },
        ["chat"] = new() { ReviewAt = 4, BlockAt = 6 },
    };

    public SafetyAction Decide(string channel, IReadOnlyList<SafetyFinding> findings)
    {
        var policy = options.Value.Channels.GetValueOrDefault(channel) ?? BuiltIn.GetValueOrDefault(channel) ?? BuiltIn["advertising"];
        return findings.Select(finding => Decide(policy, finding)).DefaultIfEmpty(SafetyAction.Pass).Max();
    }

    private static SafetyAction Decide(ChannelPolicy policy, SafetyFinding finding)
    {
        var own = policy.Classes.GetValueOrDefault(finding.Class);
        return finding.Severity >= (own?.BlockAt ?? policy.BlockAt) ? SafetyAction.Block
            : finding.Severity >= (own?.ReviewAt ?? policy.ReviewAt) ? SafetyAction.Review
            : SafetyAction.Pass;
    }
}
