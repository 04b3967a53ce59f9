using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aigc.Runtime.Engine;

/// <summary>
/// The engine: takes instances out of the line, runs an episode of each, hands the outcome to the commit log, and after the commit lets
/// out what the episode asked for. See README.md beside this folder.
/// </summary>
internal sealed partial class DurableEngine
{
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DurableEngine> _logger;
    private readonly EngineStore _store;
    private readonly EngineSeams _seams;
    private readonly EpisodeRunner _episodes;
    private readonly ActivityDispatcher _activities;
    private readonly DurableTimers _timers;
    private readonly EngineLoad _load;
    private readonly EngineMetrics _metrics;
    private readonly List<Task> _workers = [];
    private readonly CancellationTokenSource _stopping = new();
    // One of each for all episodes.
    private readonly Action<CommitUnit> _afterCommit;
    private readonly Action<CommitUnit, Exception> _afterFailure;
    private CommitLog? _log;
    private FileStream? _lock;
    private long _lastNumber;

    public DurableEngine(IOptions<EngineOptions> options, DurableTaskRegistry registry, IServiceProvider services, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _logger = services.GetRequiredService<ILogger<DurableEngine>>();
        _seams = services.GetRequiredService<EngineSeams>();
        _load = services.GetRequiredService<EngineLoad>();
        _metrics = services.GetRequiredService<EngineMetrics>();
        _store = new EngineStore(_options.DatabasePath, _options.Durability);
        Reader = new EngineReader(_store);
        Directory = new InstanceDirectory(Reader, _metrics, _options);
        Admission = new Admission(_options, _load, _metrics, look: () => _log?.Enqueue(new CommitUnit(null)));
        _timers = new DurableTimers(time, (timer, at) => Hand(timer.InstanceId, timer.Message));
        _activities = new ActivityDispatcher(registry, services, Hand, _options);
        _episodes = new EpisodeRunner(registry, Reader, services, DrawNumber);
        Children = new Children(this);
        (_afterCommit, _afterFailure) = (AfterCommit, (unit, fault) => Refuse(unit.Episode!.Messages, fault));
        _metrics.Watch(_load, Directory);
    }

    public EngineReader Reader { get; }

    public InstanceDirectory Directory { get; }

    public Admission Admission { get; }

    public Children Children { get; }

    public Completions Completions { get; } = new();

    public event Action<Exception>? Faulted;

    public long Now => _time.GetUtcNow().UtcTicks;

    /// <summary>Takes the file over and starts to work; what was under way is put back where it was meanwhile, see <see cref="Recovery"/>.</summary>
    public void Start()
    {
        Open(exclusive: false);
        var before = Reader.Snapshot();
        var recovery = new Recovery(before, this);
        recovery.DeliverMessages();
        for (var i = 0; i < _options.MaxConcurrentOrchestrators; i++) _workers.Add(_seams.Run(WorkAsync));
        _activities.Start();
        _workers.Add(_seams.Run(() => RecoverAsync(recovery, before)));
    }

    /// <summary>Takes the file over; nothing is under way yet.</summary>
    /// <param name="exclusive">No host may run on it.</param>
    public void Open(bool exclusive)
    {
        _lock = HostLock.Take(_options.DatabasePath, exclusive);
        var connection = _store.Open();
        try
        {
            var epoch = _store.TakeOver(connection);
            // Numbers of this owner of the file: no owner before it has drawn any of them.
            _lastNumber = epoch << 40;
            _log = new CommitLog(new(connection, epoch, _options.PayloadThreshold, _seams), _seams, _load, _metrics, _logger);
        }
        catch
        {
            connection.Dispose();
            _lock.Dispose();
            throw;
        }
        _log.Faulted += Fault;
    }

    /// <summary>Takes no new work, lets running activities end as long as the token allows, and writes what is queued.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_log is null) return;
        await _stopping.CancelAsync();
        _timers.Dispose();
        await _activities.StopAsync(cancellationToken);
        Directory.Line.Close();
        await Task.WhenAll(_workers);
        _log.Dispose();
        _log = null;
        Completions.Fail(new OperationCanceledException("The engine was stopped."));
        Reader.Close();
        _lock?.Dispose();
    }

    /// <summary>Held from the look at what lies under an id to the start of a new instance under it: nobody else starts one in between.</summary>
    public Lock Starting { get; } = new();

    /// <summary>Creates an instance; <paramref name="replaces"/> is what lies under its id, if anything. Completes when it is durable.</summary>
    public Task CreateAsync(InstanceRow row, long replaces)
    {
        var live = Directory.Add(row);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new HistoryRow(EventKind.Started, -1, row.Name, Math.Max(row.CreatedAt, row.StartAt), row.Input);
        if (!row.IsAsleep(Now)) live.Beginning = started;
        _log!.Enqueue(new CommitUnit(row)
        {
            Live = live,
            Replaces = replaces,
            Change = InstanceChange.Created,
            Rows = [started],
            Committed = _ => done.TrySetResult(),
            Failed = (_, fault) => done.TrySetException(fault),
        });
        // The log keeps the order: what the first episode asks for is let out after its own commit, and so after this one.
        Begin(row);
        return done.Task;
    }

    /// <summary>A number that the file has not seen: the key of an instance, or a generation.</summary>
    public long DrawNumber() => Interlocked.Increment(ref _lastNumber);

    /// <summary>Lets a created instance run: now, or when its time has come.</summary>
    public void Begin(InstanceRow row)
    {
        if (row.StartAt > Now) _timers.Arm(row.InstanceId, row.StartAt, null);
        else Directory.Post(row.InstanceId, null);
    }

    /// <summary>Lets out what a committed action asks for.</summary>
    public void Dispatch(InstanceRow instance, HistoryRow action)
    {
        if (action.Kind == EventKind.TaskScheduled) _activities.Enqueue(new(instance.InstanceId, instance.Generation, action.Task, action.Name!, action.Data, action.Target ?? instance.Version));
        else if (action.Kind == EventKind.TimerCreated) _timers.Arm(instance.InstanceId, long.Parse(action.Data!, System.Globalization.CultureInfo.InvariantCulture), new(EventKind.TimerFired, action.Task, action.Name, null, instance.Generation));
    }

    /// <summary>Removes instances with their histories; completes when they are gone.</summary>
    public Task RemoveAsync(IReadOnlyList<long> instances)
    {
        var done = instances.Select(id =>
        {
            var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _log!.Enqueue(new CommitUnit(null) { Replaces = id, Committed = _ => gone.SetResult(), Failed = (_, fault) => gone.TrySetException(fault) });
            return gone.Task;
        });
        return Task.WhenAll(done.ToList());
    }

    /// <summary>Writes a change that no episode made, while nothing is under way.</summary>
    public Task LeaveAsync(CommitUnit unit)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (unit.Committed, unit.Failed) = (_ => done.SetResult(), (_, fault) => done.TrySetException(fault));
        _log!.Enqueue(unit);
        return done.Task;
    }

    private async Task RecoverAsync(Recovery recovery, ReadSession before)
    {
        try
        {
            using (before) await recovery.RunAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What was not put back is found again by the next start.
        }
        catch (Exception fault)
        {
            Log.NotRecovered(_logger, fault);
            Fault(fault);
        }
    }

    private async Task WorkAsync()
    {
        // Not ReadAllAsync: it goes on wherever it likes, and not on the scheduler of a simulation.
        while (await Directory.Line.WaitAsync())
        {
            if (Directory.Line.TryTake() is not { } live) continue;
            if (live.Run is null && live.Beginning is null) await live.QuiesceAsync();
            RunEpisodes(live);
            Directory.Rest(live, drop: _options.ReplayAfterEveryEpisode);
        }
    }

    private void RunEpisodes(LiveInstance live)
    {
        for (var before = live.Row; RunEpisode(live) is { } episode; before = live.Row)
        {
            _log!.Enqueue(UnitOf(live, episode, before));
            Follow(live.Row, episode, hasEnded: live.Row.IsFinal && !before.IsFinal);
            if (!episode.StartsOver) break;
        }
        if (_options.ReplayAfterEveryEpisode) live.Run = null;
    }

    /// <summary>
    /// Lets other instances go on from an episode that is queued and not yet durable: what they do lies behind it in the log, and nothing of it leaves the engine before.
    /// Whole levels of a tree come to share a commit.
    /// </summary>
    private void Follow(InstanceRow instance, Episode episode, bool hasEnded)
    {
        try
        {
            for (var i = 0; i < episode.Actions.Count; i++)
                if (episode.Actions[i].Row.Kind == EventKind.SubScheduled) Children.StartNew(instance, episode.Actions[i]);
            if (hasEnded && instance.ParentId is not null) Children.TellParent(instance);
        }
        catch (Exception fault)
        {
            Log.NotHandedOver(_logger, fault, instance.InstanceId);
            Fault(fault);
        }
    }

    private Episode? RunEpisode(LiveInstance live)
    {
        var messages = live.Take();
        _metrics.EpisodeRan();
        try
        {
            return _episodes.Run(live, messages);
        }
        // A file that cannot be read is a fault of the engine, not of the instance: after a restart it goes on from what is durable.
        catch (Microsoft.Data.Sqlite.SqliteException fault)
        {
            Refuse(messages, fault);
            Fault(fault);
            return null;
        }
        // An instance that breaks the engine's own code must not hang, nor take the worker with it.
        catch (Exception defect)
        {
            Log.EpisodeBroke(_logger, defect, live.Row.InstanceId);
            return _episodes.Fail(live, messages, defect);
        }
    }

    /// <summary>Posts what comes from within, where no caller hears of a failure: an engine that cannot read its file ends. After a restart it comes again.</summary>
    private void Hand(string instanceId, Message? message)
    {
        try
        {
            Directory.Post(instanceId, message);
        }
        catch (Exception fault)
        {
            Log.NotHandedOver(_logger, fault, instanceId);
            Fault(fault);
        }
    }

    private void Fault(Exception fault)
    {
        Completions.Fail(fault);
        Faulted?.Invoke(fault);
    }

    private static void Refuse(IEnumerable<Message> messages, Exception fault)
    {
        foreach (var message in messages) message.Acknowledged?.TrySetException(fault);
    }

    private CommitUnit UnitOf(LiveInstance live, Episode episode, InstanceRow before) => new(live.Row)
    {
        Live = live,
        Episode = episode,
        ClearHistory = episode.StartsOver,
        Change = episode.StartsOver ? InstanceChange.Changed : live.Row.ChangeSince(before),
        Rows = episode.Rows,
        ConsumedMessages = episode.Consumed(),
        Sent = episode.Sent(),
        Committed = _afterCommit,
        Failed = _afterFailure,
    };

    private void AfterCommit(CommitUnit unit)
    {
        var (instance, episode) = (unit.Instance!, unit.Episode!);
        for (var i = 0; i < episode.Actions.Count; i++) Dispatch(instance, episode.Actions[i].Row);
        foreach (var one in unit.Sent) DeliverMessage(one.Id, one.Target, one.Name, one.Data);
        for (var i = 0; i < episode.Messages.Count; i++) episode.Messages[i].Acknowledged?.TrySetResult();
        if (unit.Change != InstanceChange.None) Completions.Tell(instance);
        if (instance.IsFinal) Directory.Retire(unit.Live!);
    }

    /// <summary>Hands a stored message to its target; the commit that takes it deletes it. One to nobody is dropped, like an event that a client raises to nobody.</summary>
    public void DeliverMessage(long id, string target, string name, string? data)
    {
        if (Directory.Post(target, new(EventKind.EventRaised, -1, name, data, MessageId: id))) return;
        _log!.Enqueue(new CommitUnit(null) { ConsumedMessages = [id] });
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Critical, "What was under way before the start cannot be read")]
        public static partial void NotRecovered(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Critical, "What came for '{InstanceId}' cannot be handed over")]
        public static partial void NotHandedOver(ILogger logger, Exception exception, string instanceId);

        [LoggerMessage(1, LogLevel.Error, "An episode of '{InstanceId}' broke")]
        public static partial void EpisodeBroke(ILogger logger, Exception exception, string instanceId);
    }
}
