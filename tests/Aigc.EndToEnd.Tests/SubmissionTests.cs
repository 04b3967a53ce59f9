using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Core.Storage;
using Aigc.Core.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.EndToEnd.Tests;

public sealed class SubmissionTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly byte[] Feed = "id,title,description\na1,Trail Mug,A steel mug with a lid.\n"u8.ToArray();

    [Fact]
    public async Task The_same_key_and_payload_over_http_is_one_batch_and_another_payload_is_refused()
    {
        var http = await host.ClientAsync("idem", Role.Operator);

        var first = await http.SubmitAsync("a.csv", Feed, key: "k1");
        var second = await http.SubmitAsync("a.csv", Feed, key: "k1");
        var other = await http.PostFeedAsync("a.csv", [.. Feed, .. "a2,Other,\n"u8], key: "k1");

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("idempotency-mismatch", await CodeOfAsync(other, HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task The_same_key_by_queue_is_one_batch_too()
    {
        var http = await host.ClientAsync("queued", Role.Viewer);
        var message = JsonSerializer.Serialize(new BatchMessage("queued", "night-1", new() { Products = [new() { Id = "q1", Title = "Queue Mug" }] }), AigcJson.Default.BatchMessage);
        var queue = host.Services.GetRequiredService<IWorkQueue>();

        await queue.SendAsync("batch-submissions", message);
        await queue.SendAsync("batch-submissions", message);
        await UntilAsync(async () => await queue.CountAsync("batch-submissions") == 0);

        var batches = (await http.GetFromJsonAsync("batches", AigcJson.Default.BatchList))!.Data;
        Assert.Equal("Queue Mug", Assert.Single(await ResultsAsync(http, Assert.Single(batches).Id)).Product.Title);
    }

    [Fact]
    public async Task Inline_products_are_cleaned_and_judged_like_any_feed()
    {
        var http = await host.ClientAsync("inline", Role.Operator);
        var response = await http.PostAsync("batches", Json("""{"products":[{"id":"i1","title":"<b>Bold</b>  Mug","price":{"amount":9.5,"currency":"EUR"}},{"id":"","title":"Nameless"}]}"""));
        var batch = (await response.Content.ReadFromJsonAsync(AigcJson.Default.Batch))!;

        var item = Assert.Single(await ResultsAsync(http, batch.Id));

        Assert.Equal(("Bold Mug", 9.5m), (item.Product.Title, item.Product.Price!.Amount));
        Assert.Contains("missing-id", await http.GetStringAsync($"batches/{batch.Id}/errors.jsonl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"feedUrl":"http://127.0.0.1:1/feed.csv"}""", "source-blocked")]
    [InlineData("""{"feedUrl":"http://169.254.169.254/latest/meta-data"}""", "source-blocked")]
    [InlineData("""{"feedUrl":"file:///etc/passwd"}""", "source-blocked")]
    [InlineData("""{}""", "submission-invalid")]
    [InlineData("""{"products":[],"label":"x"}""", "submission-invalid")]
    [InlineData("""{"recipeName":"nowhere","products":[{"id":"1","title":"x"}]}""", "not-found")]
    [InlineData("""[1,2""", "json-invalid")]
    public async Task A_submission_that_cannot_be_used_says_why(string body, string code)
    {
        var http = await host.ClientAsync("refused", Role.Operator);

        var response = await http.PostAsync("batches", Json(body));

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(code, await CodeOfAsync(response, response.StatusCode));
        Assert.InRange((int)response.StatusCode, 400, 499);
    }

    [Fact]
    public async Task A_wrong_recipe_lists_every_error_by_its_path()
    {
        var http = await host.ClientAsync("refused", Role.Operator);

        var response = await http.PostFeedAsync("a.csv", Feed, recipe: """{"outputs":[{"slot":"tittle.en"},{"slot":"image.white","image":{"width":2}}],"colour":1}""");

        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("recipe-invalid", problem.RootElement.GetProperty("code").GetString());
        Assert.True(problem.RootElement.GetProperty("errors").GetArrayLength() >= 3);
        Assert.NotEmpty(problem.RootElement.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task A_media_name_that_climbs_is_refused()
    {
        var http = await host.ClientAsync("refused", Role.Operator);

        var response = await http.PostFeedAsync("a.csv", Feed, media: new Dictionary<string, byte[]> { ["../../../etc/cron.d/x"] = [1, 2, 3] });

        Assert.Equal("submission-invalid", await CodeOfAsync(response, HttpStatusCode.UnprocessableEntity));
    }

    private static async Task<IReadOnlyList<ItemResult>> ResultsAsync(HttpClient http, string id)
    {
        await http.FollowAsync(id, BatchState.Completed);
        return await http.ResultsAsync(id);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<string?> CodeOfAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.Equal(expected, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await done()) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, over.Token);
    }
}
