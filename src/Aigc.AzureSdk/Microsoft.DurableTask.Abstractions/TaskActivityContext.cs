namespace Microsoft.DurableTask;

/// <summary>What an activity is told about its call.</summary>
public abstract class TaskActivityContext
{
    public abstract TaskName Name { get; }

    public abstract string InstanceId { get; }

    public virtual string Version => "";
}
