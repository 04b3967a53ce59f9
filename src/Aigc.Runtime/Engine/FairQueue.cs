namespace Aigc.Runtime.Engine;

/// <summary>
/// Lets so many items run at once, and groups take turns at the places: who has ten thousand waiting gets no more of them than who has ten.
/// A group that has nothing running starts at once, beyond the places if need be (up to as many again), so that a newcomer
/// never waits for the long work of others to end. Within a group kinds of work take turns in the same way, so that what is nearly done
/// does not wait until everything has been begun.
/// </summary>
/// <param name="newLine">Where a group waits for threads.</param>
internal sealed class FairQueue<T>(int places, Func<TaskScheduler> newLine)
{
    // Groups that have nothing to do and are kept, so that one which comes and goes is the same to whoever shares out threads.
    private const int Remembered = 64;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    // Groups with something waiting, each once. One may have started what it had by itself: it is passed over.
    private readonly Queue<Group> _turns = new();
    // Those of them that have nothing running. They come first, and one that has just had its turn comes last.
    private readonly LinkedList<Group> _idle = new();
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _isOpen;
    private bool _isClosed;

    /// <summary>Items that wait for a place.</summary>
    public int Waiting { get; private set; }

    /// <summary>Lets items run from now on; those that may at once.</summary>
    public IReadOnlyList<Turn> Open()
    {
        lock (_lock)
        {
            _isOpen = true;
            var first = new List<Turn>();
            while (_running < places && NextInTurn() is { } turn) first.Add(turn);
            return first;
        }
    }

    /// <summary>The turn of the item, if it may run at once; else null, and it waits.</summary>
    public Turn? Enter(ReadOnlySpan<char> name, string kind, T item)
    {
        lock (_lock)
        {
            if (_isClosed) return null;
            var group = GroupOf(name);
            if (MayStart(group)) return Start(group, item);
            group.Waiting.Enqueue(kind, item);
            Waiting++;
            LineUp(group);
            return null;
        }
    }

    /// <summary>Ends a turn; the one that takes its place, if any.</summary>
    public Turn? Leave(Turn ended)
    {
        lock (_lock)
        {
            _running--;
            ended.Group.Running--;
            if (_isClosed && _running == 0) _quiet.TrySetResult();
            LineUp(ended.Group);
            if (NextIdle() is { } first) return first;
            if (_running < places && NextInTurn() is { } next) return next;
            Forget(ended.Group);
            return null;
        }
    }

    /// <summary>Lets nothing run any more; completes when all that was running has left.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            if (_running == 0) _quiet.TrySetResult();
            return _quiet.Task;
        }
    }

    private bool MayStart(Group group) => _isOpen && !_isClosed && (_running < places || (group.Running == 0 && _running < 2 * places));

    private Turn? NextIdle() =>
        !_isClosed && _running < 2 * places && _idle.First?.Value is { } group ? Start(group, Take(group)) : null;

    private Turn? NextInTurn()
    {
        while (!_isClosed && _turns.TryDequeue(out var group))
        {
            group.IsInLine = false;
            if (group.Waiting.Count > 0)
            {
                var item = Take(group);
                var turn = Start(group, item);
                LineUp(group);
                return turn;
            }
            Forget(group);
        }
        return null;
    }

    private Turn Start(Group group, T item)
    {
        if (group.Idle.List is not null) _idle.Remove(group.Idle);
        _running++;
        group.Running++;
        return new(group, item);
    }

    private T Take(Group group)
    {
        Waiting--;
        return group.Waiting.Dequeue();
    }

    private void LineUp(Group group)
    {
        if (group.Waiting.Count == 0) return;
        if (!group.IsInLine) _turns.Enqueue(group);
        group.IsInLine = true;
        if (group.Running == 0 && group.Idle.List is null) _idle.AddLast(group.Idle);
    }

    private Group GroupOf(ReadOnlySpan<char> name)
    {
        var byName = _groups.GetAlternateLookup<ReadOnlySpan<char>>();
        if (byName.TryGetValue(name, out var known)) return known;
        var group = new Group(name.ToString(), newLine());
        return _groups[group.Name] = group;
    }

    private void Forget(Group group)
    {
        if (_groups.Count > Remembered && group is { Running: 0, Waiting.Count: 0, IsInLine: false }) _groups.Remove(group.Name);
    }

    /// <summary>An item that runs, in the name of its group.</summary>
    internal readonly record struct Turn(Group Group, T Item);

    internal sealed class Group
    {
        public Group(string name, TaskScheduler threads) => (Name, Threads, Idle) = (name, threads, new(this));

        public string Name { get; }
        public TaskScheduler Threads { get; set; }
        public TurnQueue<T> Waiting { get; } = new();
        public int Running { get; set; }
        public bool IsInLine { get; set; }
        public LinkedListNode<Group> Idle { get; }
    }
}
