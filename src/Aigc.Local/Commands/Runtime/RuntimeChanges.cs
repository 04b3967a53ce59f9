using System.Text.Json;
using Aigc.Runtime.Operations;
using Microsoft.DurableTask.Client;

namespace Aigc.Local.Commands.Runtime;

/// <summary>What an operator changes while the host is stopped.</summary>
internal static class RuntimeChanges
{
    public static async Task<int> RaiseAsync(StoppedRuntime runtime, string id, string name, string? payload, TextWriter output)
    {
        if (payload is not null && !IsJson(payload)) throw new InvalidOperationException("The payload is not JSON.");
        if (!await runtime.RaiseAsync(id, name, payload)) throw new InvalidOperationException($"There is no instance '{id}' under way.");
        output.WriteLine($"'{name}' waits for '{id}' until the host starts.");
        return ExitCodes.Done;
    }

    public static async Task<int> TerminateAsync(StoppedRuntime runtime, string id, string? reason, bool recursive, TextWriter output)
    {
        var ended = await runtime.TerminateAsync(id, reason, recursive);
        if (ended == 0) throw new InvalidOperationException($"There is no instance '{id}' under way.");
        output.WriteLine($"{ended} ended.");
        return ExitCodes.Done;
    }

    public static async Task<int> PurgeAsync(StoppedRuntime runtime, TimeSpan olderThan, IReadOnlyCollection<OrchestrationRuntimeStatus> statuses, string prefix, TextWriter output)
    {
        var purged = await runtime.PurgeAsync(TimeProvider.System.GetUtcNow() - olderThan, statuses, prefix);
        output.WriteLine($"{purged} removed.");
        return ExitCodes.Done;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
