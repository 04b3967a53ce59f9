using System.Text;
using System.Text.Json.Nodes;
using Aigc.Contracts.Completions;
using Aigc.Core.Completions;
using Aigc.Core.Costs;
using Aigc.Workflow.Tests.Batches;

namespace Aigc.Workflow.Tests.Lanes;

/// <summary>The product as others' batch lane: a file of chat completions in, answers and errors out.</summary>
public sealed class CompletionTests
{
    [Fact]
    public async Task Each_request_is_answered_once_and_booked_on_the_tenant()
    {
        await using var lanes = await TwoLanes.StartAsync();

        var batch = await RunAsync(lanes, string.Join('\n', Enumerable.Range(0, 120).Select(i => Line($"r{i}", $"Write title {i}."))));

        Assert.Equal(("completed", new CompletionCounts(120, 120, 0), null), (batch.Status, batch.RequestCounts, batch.ErrorFileId));
        var answers = await ReadAsync(lanes, batch.OutputFileId!);
        Assert.Equal(120, answers.Select(answer => (string)answer["custom_id"]!).Distinct().Count());
        Assert.All(answers, answer => Assert.Equal(TwoLanes.Answer("title"), (string?)answer["response"]!["body"]!["choices"]![0]!["message"]!["content"]));
        Assert.Equal(lanes.Chat.Billed, (await lanes.App.Service<TenantSpending>().GetAsync(BatchApp.Tenant)).Settled.Amount);
    }

    [Fact]
    public async Task A_request_that_cannot_be_answered_stands_in_the_error_file_beside_the_answers_of_the_others()
    {
        await using var lanes = await TwoLanes.StartAsync();
        var odd = Line("odd", "x").Replace("\"user\"", "\"wizard\"", StringComparison.Ordinal);

        var batch = await RunAsync(lanes, $"{Line("good", "Write.")}\n{odd}");

        Assert.Equal(new CompletionCounts(2, 1, 1), batch.RequestCounts);
        var failed = Assert.Single(await ReadAsync(lanes, batch.ErrorFileId!));
        Assert.Equal(("odd", 400, "body-invalid"), ((string?)failed["custom_id"], (int)failed["response"]!["status_code"]!, (string?)failed["response"]!["body"]!["error"]!["code"]));
        Assert.Single(await ReadAsync(lanes, batch.OutputFileId!));
    }

    [Fact]
    public async Task The_tenants_budget_holds_for_it_as_for_everything()
    {
        await using var lanes = await TwoLanes.StartAsync();
        await lanes.App.Service<Budgets>().SetAsync(BatchApp.Tenant, new(0.000_001m));

        var batch = await RunAsync(lanes, Line("r1", "Write."));

        Assert.Equal("budget-exceeded", (string?)Assert.Single(await ReadAsync(lanes, batch.ErrorFileId!))["response"]!["body"]!["error"]!["code"]);
        Assert.Equal(0, lanes.Chat.Calls);
    }

    private static string Line(string id, string words) => new JsonObject
    {
        ["custom_id"] = id,
        ["method"] = "POST",
        ["url"] = CompletionBatches.Endpoint,
        ["body"] = new JsonObject
        {
            ["model"] = TwoLanes.Model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = words }),
            ["max_completion_tokens"] = 100,
            ["response_format"] = JsonNode.Parse("""{"type":"json_schema","json_schema":{"name":"title","schema":{"type":"object"}}}"""),
        },
    }.ToJsonString();

    private static async Task<CompletionBatch> RunAsync(TwoLanes lanes, string content)
    {
        var (files, batches) = (lanes.App.Service<CompletionFiles>(), lanes.App.Service<CompletionBatches>());
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var file = await files.AddAsync(BatchApp.Tenant, "in.jsonl", "batch", stream);
        var batch = await batches.CreateAsync(BatchApp.Tenant, new(file.Id, CompletionBatches.Endpoint, "24h", null), lanes.App.Workflows);
        return await lanes.App.Records.UntilAsync(async () => await batches.GetAsync(BatchApp.Tenant, batch.Id) is { Status: "completed" or "failed" } ended ? ended : null, TimeSpan.FromSeconds(60));
    }

    private static async Task<IReadOnlyList<JsonNode>> ReadAsync(TwoLanes lanes, string file)
    {
        using var reader = new StreamReader(await lanes.App.Service<CompletionFiles>().OpenAsync(BatchApp.Tenant, file));
        return [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
