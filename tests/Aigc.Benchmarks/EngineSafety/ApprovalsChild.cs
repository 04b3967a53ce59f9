using System.Text.Json;
using Aigc.Core.Webhooks;
using Aigc.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aigc.Benchmarks.EngineSafety;

/// <summary>An approval on the wire.</summary>
internal sealed record SignedApproval(string Id, string Verdict);

/// <summary>
/// The process that takes approvals while it is killed: HTTP, the product's verification of Standard Webhooks, then an event for the orchestration, answered when that
/// is durable. Each orchestration opens its gate first, so that what comes before is early, and collects a hundred approvals, each once by its id.
/// </summary>
internal static class ApprovalsChild
{
    public const int PerOrchestration = 100;

    /// <summary>The control of "doubled": it counts what comes, and does not look whether it came before.</summary>
    public const string CountsTwice = "--counts-twice";

    /// <summary>The control of "lost": it answers before the event is durable.</summary>
    public const string AnswersEarly = "--answers-early";

    public static readonly WebhookSecret Secret = WebhookSecret.Parse("whsec_" + Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(number => (byte)number)]));

    public static async Task RunAsync(string folder, string[] flags)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var twice = flags.Contains(CountsTwice);
        builder.Services.AddDurableEngine(engine => engine.DatabasePath = Path.Combine(folder, "runtime.db"), tasks => tasks.AddOrchestratorFunc<string, List<string>>("Collect", (context, _) => CollectAsync(context, twice)));
        await using var app = builder.Build();
        app.MapPost("/instances/{id}", async (string id, DurableTaskClient client) =>
        {
            if (await client.GetInstanceAsync(id) is null) await client.ScheduleNewOrchestrationInstanceAsync("Collect", "", new StartOrchestrationOptions(id));
        });
        app.MapPost("/instances/{id}/gate", (string id, DurableTaskClient client) => client.RaiseEventAsync(id, "gate", "open"));
        app.MapGet("/instances/{id}", async (string id, DurableTaskClient client) => Results.Text((await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true)).SerializedOutput, "application/json"));
        app.MapPost("/instances/{id}/approvals", (string id, HttpRequest request, DurableTaskClient client) => TakeAsync(id, request, client, flags.Contains(AnswersEarly)));
        await app.StartAsync();
        Console.WriteLine($"ready {app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }

    private static async Task<IResult> TakeAsync(string id, HttpRequest request, DurableTaskClient client, bool early)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var headers = new WebhookHeaders(request.Headers[WebhookHeaders.IdName], request.Headers[WebhookHeaders.TimestampName], request.Headers[WebhookHeaders.SignatureName]);
        try
        {
            var callId = StandardWebhook.Verify(headers, body.ToArray(), [Secret], TimeProvider.System.GetUtcNow());
            var approval = JsonSerializer.Deserialize<SignedApproval>(body.ToArray())!;
            var raised = client.RaiseEventAsync(id, "approval", approval with { Id = callId });
            if (!early) await raised;
            return Results.NoContent();
        }
        catch (ProblemException refused)
        {
            return Results.StatusCode(refused.Status);
        }
    }

    private static async Task<List<string>> CollectAsync(TaskOrchestrationContext context, bool twice)
    {
        await context.WaitForExternalEvent<string>("gate");
        var collected = new List<string>();
        while (collected.Count < PerOrchestration)
        {
            var approval = await context.WaitForExternalEvent<SignedApproval>("approval");
            if (twice || !collected.Contains(approval.Id)) collected.Add(approval.Id);
        }
        return collected;
    }
}
