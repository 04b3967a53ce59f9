using Aigc.Runtime;
using Aigc.Runtime.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aigc.Benchmarks.EngineSafety;

/// <summary>
/// Power failures, from what SQLite really wrote and synced: after each of its operations (each boundary of a frame is one) the disk is rebuilt as it may be then, with
/// all unsynced writes gone, all there, the last one torn at a random byte, and a random half of them torn; whatever the engine had acknowledged by then has to be in it.
/// </summary>
internal static class TornLogPart
{
    private const int Seed = 7;

    public static async Task<IReadOnlyList<SafetyRow>> RunAsync(int steps)
    {
        var full = await CutAsync(steps, Durability.Full);
        var normal = await CutAsync(steps, Durability.Normal);
        return
        [
            new("power failure: acknowledged lost", $"{full.Images:N0} disks at {full.Operations:N0} operations, {full.Syncs} syncs, FULL", full.Lost, $"NORMAL: {normal.Lost:N0} of {normal.Images:N0} disks lost some"),
            new("power failure: files that break a rule", $"{full.Images + normal.Images:N0} disks, FULL and NORMAL", full.Broken + normal.Broken, "see the specifications of FileCheck"),
        ];
    }

    private static async Task<CutOutcome> CutAsync(int steps, Durability durability)
    {
        var folder = Directory.CreateTempSubdirectory("aigc-torn-").FullName;
        RecordingVfs.Record(folder);
        var acknowledged = await WorkAsync(Path.Combine(folder, "runtime.db"), steps, durability);
        var operations = RecordingVfs.Operations();
        var outcome = new CutOutcome(operations.Count, operations.Count(operation => operation is DiskOperation.Sync));
        // The images are read elsewhere, in memory where there is such a folder: reading them is not recorded, and need not be durable.
        var images = Directory.Exists("/dev/shm") ? Directory.CreateDirectory($"/dev/shm/aigc-disk-{Environment.ProcessId}").FullName : Directory.CreateTempSubdirectory("aigc-disk-").FullName;
        var (disk, random) = (new DiskImage(), new Random(Seed));
        for (var done = 0; done < operations.Count; done++)
        {
            disk.Apply(operations[done]);
            var told = acknowledged.Where(one => one.Operations <= done + 1).Select(one => one.Id).ToList();
            if (told.Count == 0) continue;
            var last = operations[done];
            foreach (var keep in (Func<DiskOperation, double>[])[_ => 0, _ => 1, operation => ReferenceEquals(operation, last) ? random.NextDouble() : 1, _ => random.Next(4) switch { 0 => 0, 1 => random.NextDouble(), _ => 1 }])
            {
                outcome.Look(disk, images, keep, told);
                if (!disk.HasPending) break;
            }
        }
        Directory.Delete(folder, recursive: true);
        Directory.Delete(images, recursive: true);
        return outcome;
    }

    /// <summary>Steps one after the other; with each, how many operations there were when its caller was answered.</summary>
    private static async Task<List<(string Id, int Operations)>> WorkAsync(string file, int steps, Durability durability)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging();
        builder.Services.AddDurableEngine(engine => (engine.DatabasePath, engine.Durability) = (file, durability), tasks => tasks
            .AddOrchestratorFunc<string, string>("Step", (context, text) => context.CallActivityAsync<string>("Echo", text)).AddActivityFunc<string, string>("Echo", (_, text) => text));
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<DurableTaskClient>();
        var acknowledged = new List<(string, int)>();
        for (var step = 0; step < steps; step++)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Step", new string('x', 500), new StartOrchestrationOptions($"{step}"));
            acknowledged.Add(($"started {step}", RecordingVfs.Count));
            await client.WaitForInstanceCompletionAsync($"{step}");
            acknowledged.Add(($"ended {step}", RecordingVfs.Count));
            if (step == steps / 2) Checkpoint(file);
        }
        await host.StopAsync();
        return acknowledged;
    }

    // Once in the middle the log goes into the file and begins anew, as it does by itself every thousand pages.
    private static void Checkpoint(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(RESTART)";
        command.ExecuteNonQuery();
    }

    private sealed class CutOutcome(int operations, int syncs)
    {
        public int Operations => operations;
        public int Syncs => syncs;
        public int Images { get; private set; }
        public int Lost { get; private set; }
        public int Broken { get; private set; }
        public int Unreadable { get; private set; }

        public void Look(DiskImage disk, string folder, Func<DiskOperation, double> keep, IReadOnlyList<string> told)
        {
            Images++;
            foreach (var old in Directory.GetFiles(folder)) File.Delete(old);
            disk.Write(folder, keep);
            var file = Path.Combine(folder, "runtime.db");
            var there = Facts(file);
            if (told.Any(fact => !there.Contains(fact))) Lost++;
            if (there.Count > 0 && FileCheck.Run(file).Count > 0) Broken++;
        }

        // A file that holds nothing, or does not open, has lost everything.
        private HashSet<string> Facts(string file)
        {
            var facts = new HashSet<string>();
            try
            {
                using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Mode=ReadWrite");
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT 'started ' || instance FROM instances UNION ALL SELECT 'ended ' || instance FROM instances WHERE status = 1";
                using var reader = command.ExecuteReader();
                while (reader.Read()) facts.Add(reader.GetString(0));
            }
            catch (SqliteException unreadable)
            {
                if (Unreadable++ == 0) Console.Error.WriteLine($"A disk cannot be read: {unreadable.Message}");
                facts.Clear();
            }
            return facts;
        }
    }
}
