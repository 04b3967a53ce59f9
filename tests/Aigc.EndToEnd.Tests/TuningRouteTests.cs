using System.Net;
using System.Text.Json;
using Aigc.Contracts.Batches;
using Aigc.Core.Tenants;

namespace Aigc.EndToEnd.Tests;

/// <summary>Tuning data over the API.</summary>
public sealed class TuningRouteTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Lines_are_streamed_as_jsonl_and_the_summary_counts_them()
    {
        var client = await host.ClientAsync("tuners", Role.Admin);
        var batch = await client.SubmitAsync("feed.csv", "id,title,brand,description\na1,Camp Mug,Quester,A durable steel mug with a folding handle."u8.ToArray());
        await client.FollowAsync(batch.Id, BatchState.Completed);

        var answer = await client.GetAsync($"batches/{batch.Id}/tuning?by=any&rules=true");
        using var summary = JsonDocument.Parse(await client.GetStringAsync($"batches/{batch.Id}/tuning/summary?by=any&rules=true"));

        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((HttpStatusCode.OK, "application/jsonl"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.NotEmpty(lines);
        Assert.Equal(lines.Length, summary.RootElement.GetProperty("lines").GetInt32());
        Assert.Equal("sft", summary.RootElement.GetProperty("format").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"batches/{batch.Id}/tuning?format=xml")).StatusCode);
    }
}
