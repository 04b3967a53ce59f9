using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Aigc.Benchmarks.Engine;

/// <param name="InParallel">All activities of an instance at once, and not one after the other.</param>
internal sealed record NaiveWork(int Instances, int Activities, bool InParallel)
{
    public int Steps => Instances * Activities;
}

/// <summary>
/// What a first attempt at a durable engine does: every event is a transaction of its own, and every step reads the whole history and
/// replays the orchestrator from its beginning. Correct, and the measure of what group commit and live orchestrators bring.
/// </summary>
internal sealed class NaiveEngine : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Queue<(long Instance, int Task)> _ready = new();

    public NaiveEngine(string database)
    {
        _connection = new SqliteConnection($"Data Source={database};Pooling=false");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE history (id INTEGER PRIMARY KEY, instance INTEGER, kind TEXT, task INTEGER, data TEXT); CREATE INDEX by_instance ON history (instance)");
    }

    public double StepsPerSecond(NaiveWork work)
    {
        var watch = Stopwatch.StartNew();
        for (var instance = 1; instance <= work.Instances; instance++)
        {
            Write(instance, "started", -1, $"{work.Activities}");
            Replay(instance, work);
        }
        while (_ready.TryDequeue(out var activity))
        {
            Write(activity.Instance, "completed", activity.Task, $"{activity.Task}");
            Replay(activity.Instance, work);
        }
        return work.Steps / watch.Elapsed.TotalSeconds;
    }

    public void Dispose() => _connection.Dispose();

    private void Replay(long instance, NaiveWork work)
    {
        var (scheduled, completed) = (new HashSet<int>(), new Dictionary<int, TaskCompletionSource<int>>());
        var history = new List<(string Kind, int Task)>();
        using (var command = Command("SELECT kind, task FROM history WHERE instance = $instance ORDER BY id", ("$instance", instance)))
        using (var reader = command.ExecuteReader())
            while (reader.Read()) history.Add((reader.GetString(0), reader.GetInt32(1)));
        foreach (var (kind, task) in history) if (kind == "scheduled") scheduled.Add(task);
        var asked = new List<int>();
        var run = OrchestrateAsync(work, task =>
        {
            if (!scheduled.Contains(task)) asked.Add(task);
            return (completed[task] = new()).Task;
        });
        foreach (var (kind, task) in history) if (kind == "completed") completed[task].SetResult(task);
        foreach (var task in asked)
        {
            Write(instance, "scheduled", task, $"{task}");
            _ready.Enqueue((instance, task));
        }
        if (run.IsCompleted) Write(instance, "ended", -1, "0");
    }

    private static async Task OrchestrateAsync(NaiveWork work, Func<int, Task<int>> call)
    {
        if (work.InParallel) await Task.WhenAll(Enumerable.Range(0, work.Activities).Select(call));
        else for (var i = 0; i < work.Activities; i++) await call(i);
    }

    private void Write(long instance, string kind, int task, string data)
    {
        using var command = Command("INSERT INTO history (instance, kind, task, data) VALUES ($instance, $kind, $task, $data)", ("$instance", instance), ("$kind", kind), ("$task", task), ("$data", data));
        command.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object Value)[] values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
