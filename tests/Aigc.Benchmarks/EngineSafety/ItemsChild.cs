using System.Diagnostics;
using System.Text;
using Aigc.Runtime;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aigc.Benchmarks.EngineSafety;

/// <summary>
/// The process that is killed: 200 orchestrations of 50 items. An item's effect is a file that is made if it is absent. Every execution and every effect is written
/// down with one append before the activity returns; what a client was told goes to the output.
/// </summary>
internal static class ItemsChild
{
    public const int Pages = 200;
    public const int ItemsPerPage = 50;

    /// <summary>The control: an item counts as acknowledged when its activity returns, not when that is durable.</summary>
    public const string AcknowledgesEarly = "--acknowledges-early";

    public static async Task RunAsync(string folder, string[] flags)
    {
        using var journal = new FileStream(Path.Combine(folder, "journal"), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var early = flags.Contains(AcknowledgesEarly);
        var isFirst = 1;
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging();
        builder.Services.AddDurableEngine(engine => engine.DatabasePath = Path.Combine(folder, "runtime.db"), tasks => tasks
            .AddOrchestratorFunc<int, int>("Page", async (context, page) => (await Task.WhenAll(Enumerable.Range(0, ItemsPerPage).Select(item => context.CallActivityAsync<string>("Item", $"{page}-{item}")))).Length)
            .AddActivityFunc<string, string>("Item", (_, key) =>
            {
                Write(journal, $"run {key}\n");
                if (Interlocked.Exchange(ref isFirst, 0) == 1) Say(ChildProcess.AtWork);
                if (TryMake(Path.Combine(folder, "effects", key))) Write(journal, $"effect {key}\n");
                if (early) Say($"done {key}");
                return key;
            }));
        using var host = builder.Build();
        var began = Stopwatch.GetTimestamp();
        await host.StartAsync();
        Say($"ready {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0}");
        await ProduceAsync(host.Services.GetRequiredService<DurableTaskClient>());
        await host.StopAsync();
    }

    private static Task ProduceAsync(DurableTaskClient client) => Task.WhenAll(Enumerable.Range(0, Pages).Select(async page =>
    {
        var id = $"page-{page}";
        if (await client.GetInstanceAsync(id) is null) await client.ScheduleNewOrchestrationInstanceAsync("Page", page, new StartOrchestrationOptions(id));
        Say($"started {id}");
        await client.WaitForInstanceCompletionAsync(id);
        Say($"ended {id}");
    }));

    private static bool TryMake(string path)
    {
        try
        {
            using var made = new FileStream(path, FileMode.CreateNew);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    private static void Write(FileStream journal, string line)
    {
        lock (journal) journal.Write(Encoding.UTF8.GetBytes(line));
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
