namespace Microsoft.DurableTask;

/// <summary>Decides on a retry.</summary>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>Decides on a retry; may await durable tasks.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
