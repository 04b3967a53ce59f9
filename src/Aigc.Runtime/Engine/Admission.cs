using System.Globalization;

namespace Aigc.Runtime.Engine;

/// <summary>
/// Whether the engine takes new instances. It stops before memory or the disk do; what is under way goes on and makes room. Children,
/// events and results are always taken: to refuse them would keep full what is full.
/// </summary>
/// <param name="look">Has the writer look again how much of the log is held back: it may have nothing to write that would make it look.</param>
internal sealed class Admission(EngineOptions options, EngineLoad load, EngineMetrics metrics, Action look)
{
    // Long enough for the writer to settle some thousand units, short enough that a caller who waits loses little.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="EngineOverloadedException">A limit is passed.</exception>
    public void Check()
    {
        if (load.UncommittedBytes > options.MaxUncommittedBytes) Refuse("uncommitted", $"{load.UncommittedBytes} bytes wait to be written");
        if (load.ReadyActivities > options.MaxReadyActivities) Refuse("activities", $"{load.ReadyActivities} activities wait for a worker");
        if (load.HeldBackBytes <= options.MaxHeldBackBytes) return;
        look();
        Refuse("log", $"{load.HeldBackBytes} bytes of the write-ahead log are held back");
    }

    private void Refuse(string reason, FormattableString what)
    {
        metrics.Refused(reason);
        throw new EngineOverloadedException(what.ToString(CultureInfo.InvariantCulture), Pause);
    }
}
