using System.ComponentModel.DataAnnotations;

namespace Aigc.Functions.Http;

/// <summary>Section <c>Aigc:Streams</c>: how many event streams one instance of the host keeps open, and for how long.</summary>
public sealed class StreamOptions
{
    /// <summary>Streams of one tenant at a time. Default 20.</summary>
    [Range(1, 10_000)] public int PerTenant { get; set; } = 20;

    /// <summary>Streams of all tenants at a time. Default 1,000.</summary>
    [Range(1, 100_000)] public int All { get; set; } = 1_000;

    /// <summary>
    /// After this a stream ends in good order, and the listener opens another: that one is checked for its key and role anew. Default 20
    /// minutes; it has to stay below <c>functionTimeout</c> of host.json (30 minutes), past which the deployed host stops the whole worker.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:29:00")] public TimeSpan Longest { get; set; } = TimeSpan.FromMinutes(20);
}
