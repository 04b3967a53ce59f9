using System.ComponentModel.DataAnnotations;
using Aigc.Contracts.Safety;

namespace Aigc.Core.Safety;

/// <summary>Section <c>Aigc:Safety</c>.</summary>
public sealed class SafetyOptions
{
    /// <summary>Hold every picture for a person that no moderator could see. Default false.</summary>
    public bool RequireImageCheck { get; set; }

    /// <summary>Longest text that is checked, in UTF-16 units; a longer one is refused. Default 100,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxTextLength { get; set; } = 100_000;

    /// <summary>Thresholds by channel, over the built-in ones.</summary>
    public Dictionary<string, ChannelPolicy> Channels { get; set; } = [];
}

/// <summary>From which severity on (0 to 6) a finding is held, and from which it is blocked.</summary>
public sealed class ChannelPolicy
{
    public int ReviewAt { get; set; } = 2;
    public int BlockAt { get; set; } = 6;

    /// <summary>Classes that are judged otherwise on this channel.</summary>
    public Dictionary<HarmClass, Thresholds> Classes { get; set; } = [];
}

/// <summary>Severities, 0 to 6.</summary>
public sealed class Thresholds
{
    public int ReviewAt { get; set; } = 2;
    public int BlockAt { get; set; } = 6;
}
