namespace Aigc.Runtime.Engine;

/// <summary>What an episode took in and what it made.</summary>
/// <param name="Rows">New history, what came in and what was asked for alike.</param>
/// <param name="StartsOver">The orchestrator continued as new: the history goes, and <paramref name="Rows"/> begin the new one.</param>
internal sealed record Episode(IReadOnlyList<Message> Messages, IReadOnlyList<HistoryRow> Rows, IReadOnlyList<NewAction> Actions, bool StartsOver = false)
{
    /// <summary>Stored messages that were taken in.</summary>
    public IReadOnlyList<long> Consumed()
    {
        List<long>? consumed = null;
        for (var i = 0; i < Messages.Count; i++)
            if (Messages[i].MessageId != 0) (consumed ??= []).Add(Messages[i].MessageId);
        return consumed ?? (IReadOnlyList<long>)[];
    }

    /// <summary>Events for others.</summary>
    public IReadOnlyList<SentEvent> Sent()
    {
        List<SentEvent>? sent = null;
        for (var i = 0; i < Actions.Count; i++)
            if (Actions[i].Row is { Kind: EventKind.EventSent } row) (sent ??= []).Add(new(row.Target!, row.Name!, row.Data));
        return sent ?? (IReadOnlyList<SentEvent>)[];
    }
}
