using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Runtime.Engine;

/// <summary>A scheduled activity whose scheduling is durable.</summary>
internal sealed record ActivityWork(string InstanceId, long Generation, int Task, string Name, string? Input, string? Version);

/// <summary>
/// Runs activities, so many at once, groups of instances in turn. The queue lives in memory: the history is its recovery record, so that
/// nothing is polled or leased. Whatever an activity throws is a result.
/// </summary>
/// <param name="hand">Takes a result, and throws nothing.</param>
internal sealed class ActivityDispatcher(DurableTaskRegistry registry, IServiceProvider services, Action<string, Message> hand, EngineOptions options)
{
    private readonly IServiceScopeFactory _scopes = services.GetRequiredService<IServiceScopeFactory>();
    private readonly EngineSeams _seams = services.GetRequiredService<EngineSeams>();
    private readonly EngineLoad _load = services.GetRequiredService<EngineLoad>();
    private readonly EngineMetrics _metrics = services.GetRequiredService<EngineMetrics>();
    private readonly VersionedTasks<ITaskActivity> _activities = new("activity", registry.GetActivities());
    private readonly FairQueue<ActivityWork> _queue = new(options.MaxConcurrentActivities, services.GetRequiredService<EngineSeams>().NewLine);
    private ActivityWatch? _watch;

    public void Enqueue(ActivityWork work)
    {
        _load.ActivityIsReady();
        if (_queue.Enter(options.GroupOf(work.InstanceId), work.Name, work) is { } turn) Run(turn);
    }

    public void Start()
    {
        _watch = new ActivityWatch(options.ActivityTimeLimit, GiveUp);
        foreach (var turn in _queue.Open()) Run(turn);
    }

    /// <summary>Begins nothing more. What is still running when the token says so is left behind; it runs again after a restart.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _watch?.Dispose();
        await Task.WhenAny(_queue.CloseAsync(), Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));
    }

    private void Run(FairQueue<ActivityWork>.Turn turn) => _ = EngineSeams.Run(() => WorkAsync(turn), turn.Group.Threads);

    private async Task WorkAsync(FairQueue<ActivityWork>.Turn? turn)
    {
        for (; turn is { } running; turn = Next(running))
        {
            _watch!.Begin(running);
            _load.ActivityBegins();
            var begun = Stopwatch.GetTimestamp();
            var result = await RunAsync(running.Item);
            _load.ActivityEnds();
            if (!_watch.End(running)) return;
            _metrics.ActivityEnded(running.Item.Name, result.Kind == EventKind.TaskCompleted, Stopwatch.GetElapsedTime(begun));
            hand(running.Item.InstanceId, result);
        }
    }

    /// <summary>What follows on this thread, if anything: beside others who wait for one, even the same group takes turns.</summary>
    private FairQueue<ActivityWork>.Turn? Next(FairQueue<ActivityWork>.Turn ended)
    {
        if (_queue.Leave(ended) is not { } next) return null;
        if (next.Group == ended.Group && _seams.Pool.MayGoOn(next.Group.Threads)) return next;
        Run(next);
        return null;
    }

    private void GiveUp(FairQueue<ActivityWork>.Turn turn)
    {
        var late = new TimeoutException($"The activity '{turn.Item.Name}' has not returned within {options.ActivityTimeLimit}. Nobody waits for it any more.");
        hand(turn.Item.InstanceId, new(EventKind.TaskFailed, turn.Item.Task, turn.Item.Name, Failures.Json(late), turn.Item.Generation));
        turn.Group.Threads = _seams.Pool.Replace(turn.Group.Threads);
        if (_queue.Leave(turn) is { } next) Run(next);
    }

    private async Task<Message> RunAsync(ActivityWork work)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var activity = _activities.Create(work.Name, work.Version, scope.ServiceProvider);
            var output = await activity.RunAsync(new ActivityContext(work), JsonDataConverter.Instance.Deserialize(work.Input, activity.InputType));
            return new(EventKind.TaskCompleted, work.Task, work.Name, JsonDataConverter.Instance.Serialize(output), work.Generation);
        }
        // An activity may throw anything; to its orchestrator it is a failed task.
        catch (Exception failure)
        {
            return new(EventKind.TaskFailed, work.Task, work.Name, Failures.Json(failure), work.Generation);
        }
    }

    private sealed class ActivityContext(ActivityWork work) : TaskActivityContext
    {
        public override TaskName Name => work.Name;
        public override string InstanceId => work.InstanceId;
        public override string Version => work.Version ?? "";
    }
}
