using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Runtime.Engine;

/// <summary>An instance as the client shows it.</summary>
internal static class Metadata
{
    public static OrchestrationMetadata Of(InstanceRow row, bool payloads) => new(row.Name, row.InstanceId)
    {
        DataConverter = JsonDataConverter.Instance,
        RuntimeStatus = (OrchestrationRuntimeStatus)(int)row.Status,
        CreatedAt = new(row.CreatedAt, TimeSpan.Zero),
        LastUpdatedAt = new(row.UpdatedAt, TimeSpan.Zero),
        SerializedInput = payloads ? row.Input : null,
        SerializedOutput = payloads ? row.Output : null,
        SerializedCustomStatus = payloads ? row.CustomStatus : null,
        FailureDetails = row.Failure is null ? null : JsonSerializer.Deserialize<TaskFailureDetails>(row.Failure),
        Tags = row.Tags is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(row.Tags)!,
    };
}
