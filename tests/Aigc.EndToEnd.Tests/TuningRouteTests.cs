using System.Net;
using System.Text.Json;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Core.Tenants;

namespace Aigc.EndToEnd.Tests;

/// <summary>Tuning data over the API.</summary>
public sealed class TuningRouteTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_reviewers_words_are_delivered_and_stand_in_the_tuning_data()
    {
        const string Recipe = """{"outputs":[{"slot":"title.en"}],"review":{"sampleRate":1}}""";
        var client = await host.ClientAsync("editors", Role.Admin);
        var batch = await client.SubmitAsync("feed.csv", "id,title,brand,description\na1,Camp Mug,Quester,A durable steel mug with a folding handle."u8.ToArray(), recipe: Recipe);
        await client.FollowAsync(batch.Id, BatchState.InReview);
        var review = await ReviewAsync(client, batch.Id);

        var decided = await DecideAsync(client, review, """{"verdict":"approve","edits":[{"slot":"title.en","text":"Quester Steel Camp Mug"}]}""");
        await client.FollowAsync(batch.Id, BatchState.Completed);

        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        var slot = (await client.ResultsAsync(batch.Id)).Single().Slots.Single();
        Assert.Equal((SlotState.Made, "Quester Steel Camp Mug", true), (slot.State, slot.Text, slot.Edited));
        Assert.Contains("Quester Steel Camp Mug", await client.GetStringAsync($"batches/{batch.Id}/results.csv"), StringComparison.Ordinal);
        // The rules wrote the first title; with a model's words it would be a preference pair.
        Assert.Contains("Quester Steel Camp Mug", await client.GetStringAsync($"batches/{batch.Id}/tuning?format=sft&by=person&rules=true"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edits_go_with_an_approval_and_with_slots_that_there_are()
    {
        const string Recipe = """{"outputs":[{"slot":"title.en"}],"review":{"sampleRate":1}}""";
        var client = await host.ClientAsync("editors", Role.Admin);
        var batch = await client.SubmitAsync("feed.csv", "id,title,brand,description\na2,Camp Mug,Quester,A durable steel mug with a folding handle."u8.ToArray(), recipe: Recipe);
        await client.FollowAsync(batch.Id, BatchState.InReview);
        var review = await ReviewAsync(client, batch.Id);

        var rejected = await DecideAsync(client, review, """{"verdict":"reject","edits":[{"slot":"title.en","text":"Quester Mug"}]}""");
        var unknown = await DecideAsync(client, review, """{"verdict":"approve","edits":[{"slot":"title.de","text":"Quester Becher"}]}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (rejected.StatusCode, unknown.StatusCode));
    }

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

    private static async Task<string> ReviewAsync(HttpClient client, string batch)
    {
        using var reviews = JsonDocument.Parse(await client.GetStringAsync($"reviews?batch={batch}"));
        return Assert.Single(reviews.RootElement.GetProperty("data").EnumerateArray()).GetProperty("id").GetString()!;
    }

    private static Task<HttpResponseMessage> DecideAsync(HttpClient client, string review, string decision) => client.PostAsync($"reviews/{review}/decision", new StringContent(decision, System.Text.Encoding.UTF8, "application/json"));
}
