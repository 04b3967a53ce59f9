using System.Globalization;
using Aigc.Runtime.Engine;

namespace Aigc.Runtime.Operations;

/// <summary>One thing that happened to an instance, for people to read.</summary>
/// <param name="Slot">Which call of the orchestrator it is or completes; null: none.</param>
/// <param name="Name">Of the task, event or child.</param>
/// <param name="Data">JSON of what went in or came out; the due time of a timer.</param>
/// <param name="Took">From the call to this completion.</param>
public sealed record TimelineEntry(DateTimeOffset At, int? Slot, string What, string? Name, string? Data, TimeSpan? Took);

/// <summary>A history as a list that can be read from top to bottom.</summary>
internal static class Timeline
{
    public static IReadOnlyList<TimelineEntry> Of(IReadOnlyList<HistoryRow> history)
    {
        var calls = history.Where(row => !row.IsIncoming).ToDictionary(row => row.Task);
        return [.. history.Select(row => Entry(row, calls.GetValueOrDefault(row.Task)))];
    }

    private static TimelineEntry Entry(HistoryRow row, HistoryRow? call)
    {
        var completes = row.Kind is EventKind.TaskCompleted or EventKind.TaskFailed or EventKind.TimerFired;
        return new(new(row.At, TimeSpan.Zero), row.Task >= 0 ? row.Task : null, What(row, call), NameOf(row), DataOf(row), completes && call is not null ? TimeSpan.FromTicks(row.At - call.At) : null);
    }

    private static string What(HistoryRow row, HistoryRow? call) => row.Kind switch
    {
        EventKind.Started => "started",
        EventKind.TaskCompleted => call?.Kind == EventKind.SubScheduled ? "child completed" : "activity completed",
        EventKind.TaskFailed => call?.Kind == EventKind.SubScheduled ? "child failed" : "activity failed",
        EventKind.TimerFired => "timer fired",
        EventKind.EventRaised => "event raised",
        EventKind.Suspended => "suspended",
        EventKind.Resumed => "resumed",
        EventKind.Terminated => "terminated",
        EventKind.TaskScheduled => "activity called",
        EventKind.TimerCreated => "timer set",
        EventKind.SubScheduled => "child called",
        _ => "event sent",
    };

    private static string? NameOf(HistoryRow row) => row switch
    {
        { Kind: EventKind.TimerCreated or EventKind.TimerFired } => null,
        { Kind: EventKind.SubScheduled or EventKind.EventSent } => $"{row.Name} → {row.Target}",
        _ => row.Name,
    };

    private static string? DataOf(HistoryRow row) =>
        row.Kind == EventKind.TimerCreated ? new DateTimeOffset(long.Parse(row.Data!, CultureInfo.InvariantCulture), TimeSpan.Zero).ToString("u", CultureInfo.InvariantCulture) : row.Data;
}
