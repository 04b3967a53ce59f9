namespace Aigc.Runtime.Engine;

/// <summary>What an episode took in and what it made.</summary>
/// <param name="Rows">New history, what came in and what was asked for alike.</param>
/// <param name="StartsOver">The orchestrator continued as new: the history goes, and <paramref name="Rows"/> begin the new one.</param>
internal sealed record Episode(IReadOnlyList<Message> Messages, IReadOnlyList<HistoryRow> Rows, IReadOnlyList<NewAction> Actions, bool StartsOver = false)
{
    /// <summary>Stored messages that were taken in.</summary>
    public IReadOnlyList<long> Consumed() => Messages.Any(message => message.MessageId != 0) ? [.. Messages.Where(message => message.MessageId != 0).Select(message => message.MessageId)] : [];

    /// <summary>Events for others.</summary>
    public IReadOnlyList<SentEvent> Sent() => Actions.Any(IsEvent) ? [.. Actions.Where(IsEvent).Select(action => new SentEvent(action.Row.Target!, action.Row.Name!, action.Row.Data))] : [];

    private static bool IsEvent(NewAction action) => action.Row.Kind == EventKind.EventSent;
}
