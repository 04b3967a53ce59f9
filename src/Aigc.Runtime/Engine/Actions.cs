using Microsoft.DurableTask;

namespace Aigc.Runtime.Engine;

/// <summary>What an orchestrator has asked for since the last look.</summary>
/// <param name="Row">The record of it.</param>
/// <param name="Options">How it was asked for; null: the defaults.</param>
internal readonly record struct NewAction(HistoryRow Row, TaskOptions? Options = null);

/// <summary>How an orchestrator's run ended.</summary>
internal abstract record RunOutcome
{
    public sealed record Completed(string? Output) : RunOutcome;

    public sealed record Failed(TaskFailureDetails Failure) : RunOutcome;

    /// <param name="Carried">Events that nobody had waited for.</param>
    public sealed record ContinuedAsNew(string? Input, string? Version, IReadOnlyList<HistoryRow> Carried) : RunOutcome;
}
