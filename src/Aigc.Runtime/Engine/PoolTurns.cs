namespace Aigc.Runtime.Engine;

/// <summary>
/// The threads of the pool, in turns. What is ready to run waits in lines, and lines take turns, so that who has a hundred pieces of work ready gets
/// no more of the processors than who has one. A line alone may have two threads a processor (some of them wait for the disk); beside others it leaves
/// each of them a processor, and one that has nothing running gets a thread at once: turns alone would let it wait for the long pieces of others to end.
/// </summary>
/// <param name="ask">Has a thread of the pool <see cref="Run"/> a piece.</param>
internal sealed class PoolTurns(int processors, TimeProvider time, Action<PoolTurns.Piece> ask)
{
    // Who waits for a commit is not gone: its processor stays free, so that neither the commit nor what follows on it finds all of them taken.
    private static readonly TimeSpan Stay = TimeSpan.FromMilliseconds(20);
    private readonly Lock _lock = new();
    // Lines that are at work or were a moment ago, each once; the one that was seen last comes last.
    private readonly LinkedList<Line> _present = new();
    // Lines with something waiting, each once.
    private readonly Queue<Line> _turns = new();
    private readonly int _places = 2 * processors;
    private int _running;

    public static PoolTurns OfProcess() => new(Environment.ProcessorCount, TimeProvider.System, piece => ThreadPool.UnsafeQueueUserWorkItem(static piece => piece.Line.Turns.Run(piece), piece, preferLocal: false));

    /// <summary>Has the pool give at once all threads that lines may have, and some for whatever else goes on. On its own it starts with one a processor and adds two a second.</summary>
    public static void ReserveThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, 4 * Environment.ProcessorCount), completions);
    }

    public TaskScheduler NewLine() => new Line(this);

    /// <summary>A new line in place of one with a piece that does not end: what that blocks is not to count against those that come after it.</summary>
    public TaskScheduler Replace(TaskScheduler scheduler)
    {
        if (scheduler is not Line line) return scheduler;
        lock (_lock)
        {
            if (!line.IsGivenUp) _running -= line.Running;
            line.IsGivenUp = true;
            Start();
        }
        return NewLine();
    }

    /// <summary>Whether a piece that has come to its end may be followed by another one of its line on the same thread.</summary>
    public bool MayGoOn(TaskScheduler scheduler)
    {
        if (scheduler is not Line line) return true;
        lock (_lock) return line.Running <= Most() && _turns.Count <= (line.Waiting.Count > 0 ? 1 : 0);
    }

    public void Run(Piece piece)
    {
        var (line, task) = piece;
        line.Run(task);
        lock (_lock)
        {
            if (!line.IsGivenUp) _running--;
            line.Running--;
            Note(line);
            Start();
        }
    }

    private void Enter(Line line, Task task)
    {
        lock (_lock)
        {
            line.Waiting.Enqueue(task);
            if (line.Waiting.Count == 1) _turns.Enqueue(line);
            Note(line);
            Start();
        }
    }

    /// <summary>Lets run what may. Those that are passed over have something running already, so that there are never many of them.</summary>
    private void Start()
    {
        for (var left = _turns.Count; left > 0 && _running < _places + processors; left--)
        {
            var line = _turns.Dequeue();
            var started = MayStart(line);
            if (started)
            {
                var piece = new Piece(line, line.Waiting.Dequeue());
                if (!line.IsGivenUp) _running++;
                line.Running++;
                ask(piece);
            }
            if (line.Waiting.Count > 0) _turns.Enqueue(line);
            if (started) left = _turns.Count + 1;
        }
    }

    private bool MayStart(Line line) => line.IsGivenUp || line.Running == 0 || (_running < _places && line.Running < Most());

    private int Most() => _present.Count <= 1 ? _places : Math.Max(1, processors - _present.Count + 1);

    private void Note(Line line)
    {
        See(line, time.GetTimestamp());
        // More leave at a time than come, so that nobody stays for good.
        for (var tries = 0; tries < 2 && time.GetElapsedTime(_present.First!.Value.SeenAt, line.SeenAt) > Stay; tries++)
        {
            var longest = _present.First.Value;
            _present.RemoveFirst();
            if (longest.IsAtWork) See(longest, line.SeenAt);
        }
    }

    private void See(Line line, long now)
    {
        line.SeenAt = now;
        if (line.Place.List is not null) _present.Remove(line.Place);
        _present.AddLast(line.Place);
    }

    /// <summary>What runs without a wait in between, in the name of its line.</summary>
    internal readonly record struct Piece(Line Line, Task Task);

    internal sealed class Line : TaskScheduler
    {
        public Line(PoolTurns turns) => (Turns, Place) = (turns, new(this));

        public PoolTurns Turns { get; }
        public LinkedListNode<Line> Place { get; }
        public long SeenAt { get; set; }
        public Queue<Task> Waiting { get; } = new();
        public int Running { get; set; }
        public bool IsAtWork => !IsGivenUp && (Running > 0 || Waiting.Count > 0);
        public bool IsGivenUp { get; set; }

        public void Run(Task task) => TryExecuteTask(task);

        protected override void QueueTask(Task task) => Turns.Enter(this, task);

        // Only what goes on within its own turn.
        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

        protected override IEnumerable<Task> GetScheduledTasks()
        {
            lock (Turns._lock) return [.. Waiting];
        }
    }
}
