using System.ComponentModel.DataAnnotations;

namespace Aigc.Runtime;

/// <summary>Options of the embedded durable engine.</summary>
public sealed class EngineOptions
{
    /// <summary>The SQLite file; its folder exists. Required.</summary>
    [Required] public string DatabasePath { get; set; } = "";

    /// <summary>Activities that run at once; a group of instances that has none running starts one beyond it, up to as many again. Default: four a core.</summary>
    [Range(1, 1_000)] public int MaxConcurrentActivities { get; set; } = Environment.ProcessorCount * 4;

    /// <summary>Ends the part of an instance id that names its group, <c>tenant:order-17</c> say; groups take turns at activities. Ids without it are one group. Default ':'.</summary>
    public char GroupSeparator { get; set; } = ':';

    /// <summary>
    /// How long an activity may take, in real time. Then it has failed for its orchestrator, its place goes to the next one, and what it still returns is dropped. Default 30 minutes, as
    /// the function time-out of the genuine host; infinite: no limit.
    /// </summary>
    public TimeSpan ActivityTimeLimit { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Orchestrators whose code runs at once. Default: one a core.</summary>
    [Range(1, 1_000)] public int MaxConcurrentOrchestrators { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// Memory for orchestrators that are kept live while they wait; beyond it the longest idle ones are dropped, and replayed when something comes
    /// for them. Estimated: 4 KiB for each, and for every row of its history 256 bytes and two a character of its payload. Default 256 MiB.
    /// </summary>
    [Range(1, long.MaxValue)] public long MaxLiveBytes { get; set; } = 256L << 20;

    /// <summary>Bytes that wait to be written (estimated) above which no new instances are taken. Default 64 MiB.</summary>
    [Range(1, long.MaxValue)] public long MaxUncommittedBytes { get; set; } = 64L << 20;

    /// <summary>Activities that wait for a worker above which no new instances are taken. Default 200,000.</summary>
    [Range(1, int.MaxValue)] public int MaxReadyActivities { get; set; } = 200_000;

    /// <summary>Bytes of the write-ahead log, held back by a reader, above which no new instances are taken. Default 1 GiB.</summary>
    [Range(1, long.MaxValue)] public long MaxHeldBackBytes { get; set; } = 1L << 30;

    /// <summary>Payloads above this many characters are kept once, by hash, beside the history. Default 32,768.</summary>
    [Range(1_024, 10_000_000)] public int PayloadThreshold { get; set; } = 32_768;

    /// <summary>Whether a commit is on the disk when it is acknowledged (FULL) or survives only the process (NORMAL). Default FULL.</summary>
    public Durability Durability { get; set; } = Durability.Full;

    /// <summary>The group of an instance, by its id; empty where it has none.</summary>
    internal ReadOnlySpan<char> GroupOf(string instanceId) => instanceId.AsSpan(0, Math.Max(0, instanceId.IndexOf(GroupSeparator, StringComparison.Ordinal)));

    /// <summary>Drops and replays every orchestrator after every episode: finds code that is not deterministic. For tests.</summary>
    public bool ReplayAfterEveryEpisode { get; set; }
}

/// <summary>SQLite's <c>synchronous</c> in WAL mode.</summary>
public enum Durability { Full, Normal }
