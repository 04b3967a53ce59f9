using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Aigc.Runtime.Dispatch;

/// <summary>The part of host.json that the dispatcher obeys.</summary>
public sealed record HostJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public HttpLimits Http { get; init; } = new();

    public QueueLimits Queues { get; init; } = new();

    /// <exception cref="InvalidDataException">The file is not JSON, or a limit is out of its range.</exception>
    public static HostJson Read(string path)
    {
        if (!File.Exists(path)) return new();
        try
        {
            using var file = File.OpenRead(path);
            return (JsonSerializer.Deserialize<Document>(file, Json)?.Extensions ?? new()).Checked();
        }
        catch (Exception error) when (error is JsonException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"'{path}' is not a valid host.json: {error.Message}", error);
        }
    }

    private HostJson Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Queues.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Queues.BatchSize, 32);
        ArgumentOutOfRangeException.ThrowIfLessThan(Queues.NewBatchThreshold ?? 0, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(Queues.MaxPollingInterval, QueueLimits.MinPollingInterval);
        ArgumentOutOfRangeException.ThrowIfLessThan(Queues.MaxDequeueCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Queues.VisibilityTimeout, TimeSpan.Zero);
        return this;
    }

    private sealed record Document([property: JsonPropertyName("extensions")] HostJson? Extensions);
}

/// <summary>-1 stands for no limit, as in the genuine file.</summary>
public sealed record HttpLimits
{
    /// <summary>Comes before every route. Default "api".</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Requests running and waiting; one more is answered 429. Default 200.</summary>
    public int MaxOutstandingRequests { get; init; } = 200;

    /// <summary>Requests running at a time. Default 100.</summary>
    public int MaxConcurrentRequests { get; init; } = 100;
}

public sealed record QueueLimits
{
    internal static readonly TimeSpan MinPollingInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Messages fetched at a time, 1 to 32. Default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Another batch is fetched once no more than this many are running. Default: half of <see cref="BatchSize"/>.</summary>
    public int? NewBatchThreshold { get; init; }

    /// <summary>Tries before a message is poison. The queue keeps the count and moves the message, so it has to say the same. Default 5.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message stays hidden after a try that failed. Default zero: it is tried again at once.</summary>
    public TimeSpan VisibilityTimeout { get; init; }

    /// <summary>Longest pause between two looks at an empty queue, at least 100 ms. Default one minute.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a message stays hidden while it is worked on, unless renewed: after a crash it comes back so much later.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    internal int Threshold => NewBatchThreshold ?? BatchSize / 2;
}
