using System.Diagnostics;
using Aigc.Runtime;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aigc.Benchmarks.Engine;

/// <summary>Durable activities a second beside what the disk allows: the raw append rate of the same schema on the same machine.</summary>
internal static class EngineBench
{
    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("aigc-bench-").FullName;
        Console.WriteLine($"raw append, FULL, 1,000 rows a commit: {RawAppend(folder):N0} rows/s (an activity is two rows)");
        foreach (var durability in new[] { Durability.Full, Durability.Normal })
        {
            using var host = await StartAsync(Path.Combine(folder, $"{durability}.db"), durability);
            var client = host.Services.GetRequiredService<DurableTaskClient>();
            await MeasureAsync(client, "Fan", 20, 20);
            Console.WriteLine($"{durability,-6}  200 x 20 parallel: {await MeasureAsync(client, "Fan", 200, 20):N0} activities/s");
            Console.WriteLine($"{durability,-6}  1,000 x 5 in sequence: {await MeasureAsync(client, "Chain", 1_000, 5):N0} activities/s");
            Console.WriteLine($"{durability,-6}  1 x 1,000 parallel: {await MeasureAsync(client, "Fan", 1, 1_000):N0} activities/s");
            Console.WriteLine($"{durability,-6}  1 x 10,000 parallel: {await MeasureAsync(client, "Fan", 1, 10_000):N0} activities/s");
            await host.StopAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IHost> StartAsync(string database, Durability durability)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging();
        builder.Services.AddDurableEngine(engine => (engine.DatabasePath, engine.Durability) = (database, durability), tasks => tasks
            .AddOrchestratorFunc<int, int>("Fan", async (context, count) => (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Echo", i)))).Length)
            .AddOrchestratorFunc<int, int>("Chain", async (context, count) =>
            {
                for (var i = 0; i < count; i++) await context.CallActivityAsync<int>("Echo", i);
                return count;
            })
            .AddActivityFunc<int, int>("Echo", (_, i) => i));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<double> MeasureAsync(DurableTaskClient client, string name, int orchestrations, int activities)
    {
        var watch = Stopwatch.StartNew();
        var ids = await Task.WhenAll(Enumerable.Range(0, orchestrations).Select(_ => client.ScheduleNewOrchestrationInstanceAsync(name, activities)));
        await Task.WhenAll(ids.Select(id => client.WaitForInstanceCompletionAsync(id)));
        return orchestrations * activities / watch.Elapsed.TotalSeconds;
    }

    private static double RawAppend(string folder)
    {
        const int Commits = 100;
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "raw.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE history (id INTEGER PRIMARY KEY, instance INTEGER, kind INTEGER, task INTEGER, name TEXT, at INTEGER, data TEXT, target TEXT); CREATE INDEX by_instance ON history (instance)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO history (instance, kind, task, name, at, data) VALUES ($i, 1, 2, 'Echo', 3, '{\"value\":12345}')";
        var instance = command.Parameters.Add("$i", SqliteType.Integer);
        var watch = Stopwatch.StartNew();
        for (var commit = 0; commit < Commits; commit++)
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            for (var row = 0; row < 1_000; row++)
            {
                instance.Value = row % 200;
                command.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        return Commits * 1_000 / watch.Elapsed.TotalSeconds;
    }
}
