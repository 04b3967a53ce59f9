namespace Microsoft.DurableTask.Client;

/// <summary>Options of the client.</summary>
public class DurableTaskClientOptions
{
    /// <summary>The version of instances that are started without one.</summary>
    public string DefaultVersion { get; set; } = "";
}
