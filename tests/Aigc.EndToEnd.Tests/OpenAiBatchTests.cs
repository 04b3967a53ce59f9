#pragma warning disable OPENAI001 // The SDK marks its own batch client as experimental.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Core.Tenants;
using OpenAI;
using OpenAI.Batch;
using OpenAI.Files;
using SdkBatches = OpenAI.Batch.BatchClient;

namespace Aigc.EndToEnd.Tests;

/// <summary>The batch API as the real OpenAI SDK uses it.</summary>
public sealed class OpenAiBatchTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ApiHost _host = new();
    private OpenAIFileClient _files = null!;
    private SdkBatches _batches = null!;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        (_files, _batches) = await ClientsAsync("acme");
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_file_with_errors_fails_whole_and_names_its_lines()
    {
        var batch = await RunAsync($"{Line("a")}\nnot json\n{Line("a")}\n{Line("b").Replace("/v1/chat/completions", "/v1/other", StringComparison.Ordinal)}");

        Assert.Equal("failed", (string?)batch["status"]);
        Assert.Equal([("invalid_json_line", 2L), ("duplicate_custom_id", 3L), ("invalid_request", 4L)], batch["errors"]!["data"]!.AsArray().Select(error => ((string)error!["code"]!, (long)error["line"]!)));
    }

    [Fact]
    public async Task Every_request_comes_back_once_by_its_custom_id_and_what_failed_stands_in_the_error_file()
    {
        // Without a model the offline writer answers nothing but listings: each request fails with its reason, and none is lost.
        var batch = await RunAsync(string.Join('\n', Enumerable.Range(0, 120).Select(i => Line($"r{i}"))));

        Assert.Equal(("completed", 120L, 120L), ((string?)batch["status"], (long)batch["request_counts"]!["total"]!, (long)batch["request_counts"]!["failed"]!));
        var lines = Encoding.UTF8.GetString((await _files.DownloadFileAsync((string)batch["error_file_id"]!)).Value.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"r{i}").Order(StringComparer.Ordinal), lines.Select(line => (string)JsonNode.Parse(line)!["custom_id"]!).Order(StringComparer.Ordinal));
        Assert.All(lines, line => Assert.NotNull((string?)JsonNode.Parse(line)!["response"]!["body"]!["error"]!["code"]));
    }

    [Fact]
    public async Task Nothing_of_another_tenant_is_there()
    {
        var file = (await _files.UploadFileAsync(BinaryData.FromString(Line("a")), "in.jsonl", FileUploadPurpose.Batch)).Value;
        var (files, batches) = await ClientsAsync("other");

        Assert.Equal(404, (await Assert.ThrowsAsync<ClientResultException>(() => files.GetFileAsync(file.Id))).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<ClientResultException>(() => CreateAsync(batches, file.Id))).Status);
    }

    private static string Line(string id) => new JsonObject
    {
        ["custom_id"] = id,
        ["method"] = "POST",
        ["url"] = "/v1/chat/completions",
        ["body"] = new JsonObject { ["model"] = "offline", ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Write a haiku." }) },
    }.ToJsonString();

    private async Task<(OpenAIFileClient, SdkBatches)> ClientsAsync(string tenant)
    {
        var key = await ((ApiKeys)_host.Services.GetService(typeof(ApiKeys))!).CreateAsync(tenant, "sdk", [Role.Operator]);
        using var http = _host.Client(null);
        var client = new OpenAIClient(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(http.BaseAddress!, "openai/v1"), RetryPolicy = new ClientRetryPolicy(0) });
        return (client.GetOpenAIFileClient(), client.GetBatchClient());
    }

    private async Task<JsonNode> RunAsync(string content)
    {
        var file = (await _files.UploadFileAsync(BinaryData.FromString(content), "in.jsonl", FileUploadPurpose.Batch)).Value;
        Assert.Equal(Encoding.UTF8.GetByteCount(content), (await _files.GetFileAsync(file.Id)).Value.SizeInBytes);
        var operation = await CreateAsync(_batches, file.Id);
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var batch = JsonNode.Parse((await operation.GetBatchAsync(new RequestOptions { CancellationToken = patience.Token })).GetRawResponse().Content)!;
            if ((string?)batch["status"] is "completed" or "failed" or "cancelled" or "expired") return batch;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    private static Task<CreateBatchOperation> CreateAsync(SdkBatches batches, string file) =>
        batches.CreateBatchAsync(BinaryContent.Create(BinaryData.FromString(JsonSerializer.Serialize(new Dictionary<string, string> { ["input_file_id"] = file, ["endpoint"] = "/v1/chat/completions", ["completion_window"] = "24h" }))), waitUntilCompleted: false);
}
