using System.ComponentModel.DataAnnotations;

namespace Aigc.Net;

/// <summary>What outgoing requests to addresses named by others may reach; section <c>Aigc:Network</c>.</summary>
public sealed class NetworkOptions
{
    /// <summary><c>host:port</c> of private hosts that may be reached all the same, such as an image host of one's own.</summary>
    public IList<string> AllowedPrivateHosts { get; } = [];

    /// <summary>Ports of public hosts.</summary>
    public IList<int> AllowedPorts { get; } = [80, 443];

    [Range(0, 10)]
    public int MaxRedirects { get; set; } = 5;

    [Range(1, 300)]
    public int ConnectSeconds { get; set; } = 10;

    /// <summary>For a whole fetch, with redirects and body.</summary>
    [Range(1, 3600)]
    public int FetchSeconds { get; set; } = 30;

    /// <summary>Most bytes of one source photo.</summary>
    [Range(1024, 512 << 20)]
    public int MaxImageBytes { get; set; } = 20 << 20;

    /// <summary>Most bytes of one feed fetched from a URL.</summary>
    [Range(1024, 1L << 40)]
    public long MaxFeedBytes { get; set; } = 2L << 30;
}
