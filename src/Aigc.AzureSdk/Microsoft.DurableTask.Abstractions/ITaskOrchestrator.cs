namespace Microsoft.DurableTask;

/// <summary>An orchestrator as the host sees it.</summary>
public interface ITaskOrchestrator
{
    Type InputType { get; }

    Type OutputType { get; }

    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}
