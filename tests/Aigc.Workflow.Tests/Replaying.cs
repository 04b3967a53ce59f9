namespace Aigc.Workflow.Tests;

/// <summary>Whether this run of the suite throws every orchestrator away after every episode, and replays it.</summary>
internal static class Replaying
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("AIGC_REPLAY_ALWAYS") == "1";
}
