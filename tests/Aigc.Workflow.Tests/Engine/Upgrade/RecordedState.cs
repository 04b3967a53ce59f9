using Aigc.Runtime;
using Aigc.Workflow.Tests.Engine.Simulation;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aigc.Workflow.Tests.Engine.Upgrade;

/// <summary>
/// A state file with everything under way that can be, kept in the repository as each version wrote it. When the schema changes, the next one is recorded
/// with <c>Aigc.Benchmarks -- engine-safety record FILE</c>; those that are there stay as they are.
/// </summary>
internal static class RecordedState
{
    public static void Register(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<string, string>("Steps", async (context, text) => await context.CallActivityAsync<string>("Echo", text) + await context.WaitForExternalEvent<string>("go") + await context.CallActivityAsync<string>("Echo", "!"))
        .AddOrchestratorFunc<string, string>("Nap", async (context, text) =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return text;
        })
        .AddOrchestratorFunc<string, string>("Parent", (context, kid) => context.CallSubOrchestratorAsync<string>("Steps", "from the kid ", new SubOrchestrationOptions(instanceId: kid)))
        .AddActivityFunc<string, string>("Echo", (_, text) => text);

    public static async Task RecordAsync(string file)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging().AddSingleton<TimeProvider>(new SimulatedClock());
        builder.Services.AddDurableEngine(engine => (engine.DatabasePath, engine.PayloadThreshold) = (file, 1_024), Register);
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<DurableTaskClient>();
        await StartAsync(client, "Steps", "waiting", "one ");
        await StartAsync(client, "Steps", "large", new string('x', 2_000));
        await StartAsync(client, "Steps", "suspended", "kept ");
        await client.SuspendInstanceAsync("suspended");
        await client.RaiseEventAsync("suspended", "go", "while it slept");
        await StartAsync(client, "Nap", "napping", "rested");
        await StartAsync(client, "Parent", "parent", "kid");
        await client.WaitForInstanceStartAsync("parent");
        await StartAsync(client, "Steps", "ended", "done ");
        await client.RaiseEventAsync("ended", "go", "and gone");
        await client.WaitForInstanceCompletionAsync("ended");
        await host.StopAsync();
    }

    private static async Task StartAsync(DurableTaskClient client, string name, string id, string input)
    {
        await client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));
        await client.WaitForInstanceStartAsync(id);
    }
}
