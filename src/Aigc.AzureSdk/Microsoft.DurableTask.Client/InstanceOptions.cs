namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is terminated.</summary>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);

/// <summary>How an instance is purged.</summary>
public record PurgeInstanceOptions(bool Recursive = false);

/// <summary>Which instances are purged.</summary>
public record PurgeInstancesFilter(DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    public TimeSpan? Timeout { get; init; }
}
