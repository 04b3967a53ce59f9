namespace Aigc.Runtime.Engine;

/// <summary>An instance in memory: its mailbox and, once it has been needed, its orchestrator. One episode at a time.</summary>
internal sealed class LiveInstance(InstanceRow row)
{
    private const long Envelope = 4_096;
    private readonly Lock _lock = new();
    private List<Message>? _mailbox;
    private bool _scheduled;
    private int _pendingCommits;
    private TaskCompletionSource? _quiet;

    /// <summary>As of the last episode; changed by the episode alone.</summary>
    public InstanceRow Row { get; set; } = row;

    /// <summary>Of the last episode, in UTC ticks: what comes next is not earlier.</summary>
    public long Time { get; set; } = row.UpdatedAt;

    public OrchestratorRun? Run { get; set; }

    /// <summary>What it takes in memory, estimated by its history; see <see cref="EngineOptions.MaxLiveBytes"/>.</summary>
    public long Bytes { get; private set; } = Envelope;

    /// <summary>The place of the instance among the idle ones, and the bytes it is counted with there: the directory's.</summary>
    public LinkedListNode<LiveInstance>? Idle { get; set; }
    public long CountedBytes { get; set; }

    /// <summary>The first row of a history that nobody has run yet: its run need not wait until it can be read from the file.</summary>
    public HistoryRow? Beginning { get; set; }

    public HistoryRow? TakeBeginning()
    {
        var beginning = Beginning;
        Beginning = null;
        return beginning;
    }

    /// <param name="anew">The rows are the whole history, and not what it grows by.</param>
    public void Weigh(IReadOnlyList<HistoryRow> rows, bool anew)
    {
        if (anew) Bytes = Envelope;
        for (var i = 0; i < rows.Count; i++) Bytes += rows[i].Bytes;
    }

    /// <summary>True where the instance has to be put in line for an episode. False also where it is gone: <paramref name="alive"/> tells.</summary>
    public bool Post(Message? message, out bool alive)
    {
        lock (_lock)
        {
            alive = !IsGone;
            if (IsGone) return false;
            if (message is not null) (_mailbox ??= []).Add(message);
            if (_scheduled) return false;
            return _scheduled = true;
        }
    }

    /// <summary>Set when the instance was dropped from memory: whoever still holds it has to look it up again.</summary>
    public bool IsGone { get; private set; }

    public IReadOnlyList<Message> Take()
    {
        lock (_lock)
        {
            var taken = _mailbox;
            _mailbox = null;
            return taken ?? (IReadOnlyList<Message>)[];
        }
    }

    /// <summary>Gives back what an episode did not get to, before all that has come in since.</summary>
    public void PutBack(IEnumerable<Message> messages)
    {
        lock (_lock) (_mailbox ??= []).InsertRange(0, messages);
    }

    /// <summary>Nobody will run it any more: whoever waits for a message to be durable hears that it is not.</summary>
    public void Abandon()
    {
        foreach (var message in Take()) message.Acknowledged?.TrySetException(new ObjectDisposedException(nameof(DurableEngine), "The engine was stopped."));
    }

    /// <summary>Ends an episode. True where more has come in meanwhile, so that it has to be put in line again.</summary>
    public bool Rest()
    {
        lock (_lock)
        {
            _scheduled = _mailbox is not null;
            return _scheduled;
        }
    }

    public void CommitBegins()
    {
        lock (_lock) _pendingCommits++;
    }

    public void CommitEnds()
    {
        lock (_lock)
        {
            if (--_pendingCommits > 0) return;
            _quiet?.TrySetResult();
            _quiet = null;
        }
    }

    /// <summary>Completes when all that was handed to the commit log is durable: only then does the file tell the whole history.</summary>
    public Task QuiesceAsync()
    {
        lock (_lock)
        {
            if (_pendingCommits == 0) return Task.CompletedTask;
            _quiet ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _quiet.Task;
        }
    }

    /// <summary>Drops the instance from memory if nothing is going on.</summary>
    public bool TryRetire()
    {
        lock (_lock)
        {
            if (_scheduled || _mailbox is not null || _pendingCommits > 0) return false;
            return IsGone = true;
        }
    }
}
