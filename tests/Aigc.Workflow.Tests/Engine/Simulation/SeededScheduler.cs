using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Aigc.Workflow.Tests.Engine.Simulation;

/// <summary>Runs one ready continuation at a time on the caller's thread; which one, a seed decides. All that was chosen and noted goes into the trace.</summary>
internal sealed class SeededScheduler(int seed) : TaskScheduler, IDisposable
{
    private readonly List<Task> _ready = [];
    private readonly IncrementalHash _trace = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public Random Random { get; } = new(seed);

    public string Trace => Convert.ToHexStringLower(_trace.GetCurrentHash());

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>False where nothing is ready.</summary>
    public bool Step()
    {
        if (_ready.Count == 0) return false;
        var chosen = Random.Next(_ready.Count);
        Note("step", chosen * 1_000 + _ready.Count);
        var task = _ready[chosen];
        _ready.RemoveAt(chosen);
        TryExecuteTask(task);
        return true;
    }

    public Task Start(Func<Task> run) => Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Forgets what is ready: its process is gone.</summary>
    public void Drop() => _ready.Clear();

    public void Note(string what, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _trace.AppendData(System.Text.Encoding.UTF8.GetBytes(what));
        _trace.AppendData(bytes);
    }

    public void Dispose() => _trace.Dispose();

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;

    protected override void QueueTask(Task task) => _ready.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
