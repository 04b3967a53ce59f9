using System.Text.Json;
using System.Threading.Channels;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Runtime.Engine;

/// <summary>A scheduled activity whose scheduling is durable.</summary>
internal sealed record ActivityWork(string InstanceId, long Generation, int Task, string Name, string? Input);

/// <summary>
/// Runs activities, so many at once. The queue lives in memory: the history is its recovery record, so that nothing is polled or leased.
/// Whatever an activity throws is a result.
/// </summary>
internal sealed class ActivityDispatcher(DurableTaskRegistry registry, IServiceScopeFactory scopes, InstanceDirectory directory, int mostAtOnce)
{
    private readonly Dictionary<string, Func<IServiceProvider, ITaskActivity>> _activities =
        registry.GetActivities().ToDictionary(task => task.Key.Name, task => task.Value, StringComparer.OrdinalIgnoreCase);
    private readonly Channel<ActivityWork> _queue = Channel.CreateUnbounded<ActivityWork>();
    private readonly List<Task> _workers = [];
    private volatile bool _stopping;

    public int Queued => _queue.Reader.Count;

    public void Enqueue(ActivityWork work) => _queue.Writer.TryWrite(work);

    public void Start()
    {
        for (var i = 0; i < mostAtOnce; i++) _workers.Add(Task.Run(WorkAsync));
    }

    /// <summary>Begins nothing more. What is still running when the token says so is left behind; it runs again after a restart.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        _queue.Writer.TryComplete();
        await Task.WhenAny(Task.WhenAll(_workers), Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));
    }

    private async Task WorkAsync()
    {
        await foreach (var work in _queue.Reader.ReadAllAsync())
        {
            if (_stopping) return;
            var result = await RunAsync(work);
            directory.Post(work.InstanceId, result);
        }
    }

    private async Task<Message> RunAsync(ActivityWork work)
    {
        try
        {
            if (!_activities.TryGetValue(work.Name, out var create)) throw new InvalidOperationException($"There is no activity named '{work.Name}' in this host.");
            await using var scope = scopes.CreateAsyncScope();
            var activity = create(scope.ServiceProvider);
            var output = await activity.RunAsync(new ActivityContext(work), JsonDataConverter.Instance.Deserialize(work.Input, activity.InputType));
            return new(EventKind.TaskCompleted, work.Task, work.Name, JsonDataConverter.Instance.Serialize(output), work.Generation);
        }
        // An activity may throw anything; to its orchestrator it is a failed task.
        catch (Exception failure)
        {
            return new(EventKind.TaskFailed, work.Task, work.Name, JsonSerializer.Serialize(TaskFailureDetails.FromException(failure)), work.Generation);
        }
    }

    private sealed class ActivityContext(ActivityWork work) : TaskActivityContext
    {
        public override TaskName Name => work.Name;
        public override string InstanceId => work.InstanceId;
    }
}
