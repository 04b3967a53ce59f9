using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Engine;

/// <summary>
/// The one writer: a thread of its own that takes everything that is queued, writes it in one transaction and then tells everyone who
/// waits. While a commit syncs, the next group gathers by itself, so that the cost of a sync is shared by all that came in its time.
/// </summary>
internal sealed partial class CommitLog : IDisposable
{
    private const int MostUnits = 8_192;
    private const long MostBytes = 16 << 20;
    private const int DiskFull = 13;
    // Whoever enqueues wakes the writer itself: through the pool it would wait for a thread there first.
    private readonly Channel<CommitUnit> _queue = Channel.CreateBounded<CommitUnit>(new BoundedChannelOptions(16_384) { SingleReader = true, AllowSynchronousContinuations = true });
    // What a commit sets off on the writer's own thread, the children of a fan-out say: it must never wait for a place that only it can free.
    private readonly Queue<CommitUnit> _own = new();
    private readonly CommitWriter _writer;
    private readonly EngineLoad _load;
    private readonly EngineMetrics _metrics;
    private readonly ILogger _logger;
    private readonly EngineSeams _seams;
    private readonly Thread? _thread;
    private readonly ManualResetEventSlim _stopping = new();
    private volatile Exception? _fault;

    public CommitLog(CommitWriter writer, EngineSeams seams, EngineLoad load, EngineMetrics metrics, ILogger<DurableEngine> logger)
    {
        (_writer, _seams, _load, _metrics, _logger) = (writer, seams, load, metrics, logger);
        if (seams.IsSimulated)
        {
            seams.Run(SimulateAsync);
            return;
        }
        _thread = new Thread(Run) { IsBackground = true, Name = "aigc-commit-log" };
        _thread.Start();
    }

    /// <summary>Raised once, when the log cannot go on: it was fenced off, or the file is broken.</summary>
    public event Action<Exception>? Faulted;

    /// <summary>Queues a unit; waits while the queue is full, which is how back-pressure reaches the episodes.</summary>
    public void Enqueue(CommitUnit unit)
    {
        _load.Queued(unit.Weighed());
        unit.Live?.CommitBegins();
        if (_fault is { } fault) Fail(unit, fault);
        else if (Thread.CurrentThread == _thread) _own.Enqueue(unit);
        else if (!_queue.Writer.TryWrite(unit)) EnqueueSlowly(unit);
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _stopping.Set();
        _thread?.Join();
        _writer.Dispose();
        _stopping.Dispose();
    }

    private void EnqueueSlowly(CommitUnit unit)
    {
        try
        {
            _queue.Writer.WriteAsync(unit).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException)
        {
            Fail(unit, _fault ?? new ObjectDisposedException(nameof(CommitLog)));
        }
    }

    private void Run()
    {
        var group = new List<CommitUnit>();
        while (_own.Count > 0 || _queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather(group);
            if (_fault is null && TryCommit(group)) group.ForEach(Tell);
            else group.ForEach(unit => Fail(unit, _fault!));
            _load.HeldBackBytes = _fault is null ? _writer.Checkpoint() : 0;
        }
    }

    /// <summary>All that is queued, unless it is so much that those who wait would wait too long.</summary>
    private void Gather(List<CommitUnit> group)
    {
        group.Clear();
        for (var bytes = 0L; group.Count < MostUnits && bytes < MostBytes && (_own.TryDequeue(out var unit) || _queue.Reader.TryRead(out unit)); bytes += unit.Bytes) group.Add(unit);
    }

    /// <summary>The same loop on the scheduler of a simulation, which may do anything else between two callers that are told.</summary>
    private async Task SimulateAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var group = new List<CommitUnit>();
            while (_queue.Reader.TryRead(out var unit)) group.Add(unit);
            var done = _fault is null && TryCommit(group);
            foreach (var unit in group)
            {
                if (done) Tell(unit);
                else Fail(unit, _fault!);
                if (done) _seams.AtBoundary(WriteBoundary.Told);
                await Task.Yield();
            }
        }
    }

    private void Tell(CommitUnit unit)
    {
        _load.Settled(unit);
        unit.Live?.CommitEnds();
        try
        {
            unit.Committed(unit);
        }
        // What a commit sets off reads the file as well, and the thread must not die of that.
        catch (Exception fault)
        {
            End(fault);
        }
    }

    private void Fail(CommitUnit unit, Exception fault)
    {
        _load.Settled(unit);
        unit.Live?.CommitEnds();
        unit.Failed(unit, fault);
    }

    /// <summary>A full disk or a busy file may pass: it is tried again until it does or the log is closed. Anything else ends the log.</summary>
    private bool TryCommit(List<CommitUnit> group)
    {
        while (true)
        {
            try
            {
                var begun = Stopwatch.GetTimestamp();
                _writer.Write(group);
                _metrics.Committed(Stopwatch.GetElapsedTime(begun), group);
                return true;
            }
            catch (SqliteException passing) when (passing.SqliteErrorCode is DiskFull or SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED && !_stopping.IsSet)
            {
                Log.CannotCommit(_logger, passing, group.Count);
                _stopping.Wait(TimeSpan.FromSeconds(1));
            }
            // The thread must not die: whatever it is, everyone who waits has to hear of it.
            catch (Exception fault)
            {
                End(fault);
                return false;
            }
        }
    }

    private void End(Exception fault)
    {
        _fault = fault;
        Log.Ended(_logger, fault);
        Faulted?.Invoke(fault);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Units} units cannot be committed now; trying again")]
        public static partial void CannotCommit(ILogger logger, Exception exception, int units);

        [LoggerMessage(2, LogLevel.Critical, "The commit log has ended")]
        public static partial void Ended(ILogger logger, Exception exception);
    }
}
