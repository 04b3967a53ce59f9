using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Core.Tenants;

namespace Aigc.EndToEnd.Tests;

/// <summary>Each capability by itself, over HTTP.</summary>
public sealed class GenerateTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Bottle = """{"id":"b1","title":"Ridge Bottle 750 ml","brand":"Northway","description":"<b>A lightweight bottle</b> with a screw cap. Made of stainless steel."}""";

    [Theory]
    [InlineData("title", "en")]
    [InlineData("title", "zh-CN")]
    [InlineData("highlights", "en")]
    [InlineData("description", "zh-CN")]
    [InlineData("attributes", "en")]
    [InlineData("ad", "en")]
    [InlineData("keywords", "en")]
    [InlineData("ideas", "en")]
    [InlineData("ideas", "zh-CN")]
    [InlineData("category", "en")]
    public async Task Each_capability_answers_for_one_product(string capability, string language)
    {
        var slot = await MadeAsync(await PostAsync(await ClientAsync(), capability, $$"""{"product":{{Bottle}},"language":"{{language}}"}"""));

        Assert.Equal(SlotState.Made, slot.State);
        Assert.StartsWith(capability, slot.Slot, StringComparison.Ordinal);
        Assert.Contains("no language model", slot.Production!.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_translation_that_takes_a_model_is_refused_with_a_reason()
    {
        var slot = await MadeAsync(await PostAsync(await ClientAsync(), "translation", $$"""{"product":{{Bottle}},"language":"zh-CN"}"""));

        Assert.Equal((SlotState.Refused, "translation-needs-model"), (slot.State, slot.Reason));
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_no_other_request()
    {
        var http = await ClientAsync();
        var first = await PostAsync(http, "title", $$"""{"product":{{Bottle}}}""", "monday");
        var again = await PostAsync(http, "title", $$"""{"product":{{Bottle}}}""", "monday");
        var other = await PostAsync(http, "title", $$"""{"product":{{Bottle}},"language":"zh-CN"}""", "monday");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-mismatch"), (other.StatusCode, await CodeAsync(other)));
    }

    [Fact]
    public async Task Ideas_go_by_trends_and_past_results_and_their_scenes_can_be_asked_for()
    {
        const string Signals = """{"trends":[{"term":"stainless steel","weight":900,"growth":0.5},{"term":"vacuum flask","weight":5000,"growth":3}],"performance":[{"kind":"scene","text":"oak-studio","impressions":90000,"clicks":9000},{"kind":"scene","text":"slate-studio","impressions":90000,"clicks":900}]}""";
        var http = await ClientAsync();
        var slot = await MadeAsync(await PostAsync(http, "ideas", $$"""{"product":{{Bottle}},"signals":{{Signals}}}"""));

        var ideas = slot.Ideas!.ToLookup(idea => idea.Kind);
        Assert.Contains("Stainless Steel", ideas[IdeaKind.Title].First().Text, StringComparison.Ordinal);
        Assert.Equal("stainless steel", ideas[IdeaKind.Title].First().Trend);
        Assert.NotEmpty(ideas[IdeaKind.Theme]);
        Assert.DoesNotContain(slot.Ideas!, idea => idea.Text.Contains("vacuum", StringComparison.OrdinalIgnoreCase));
        var scene = ideas[IdeaKind.Scene].First();
        Assert.Equal(("oak-studio", 9000), (scene.Text, scene.Results!.Clicks));
        // What is suggested is what a recipe takes.
        var quote = await http.PostAsync("quotes", new StringContent($$$"""{"products":10,"recipe":{"outputs":[{"slot":"image.scene","template":"{{{scene.Text}}}"}]}}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, quote.StatusCode);
    }

    [Fact]
    public async Task Signals_travel_with_the_recipe_of_a_batch()
    {
        var http = await ClientAsync();
        var batch = await (await PostAsync(http, "ideas", $$$"""{"products":[{{{Bottle}}}],"signals":{"trends":[{"term":"stainless steel","weight":900}]}}""")).Content.ReadFromJsonAsync(AigcJson.Default.Batch);

        await http.FollowAsync(batch!.Id, BatchState.Completed);

        var ideas = Assert.Single((await http.ResultsAsync(batch.Id)).Single().Slots).Ideas!;
        Assert.Contains(ideas, idea => idea is { Kind: IdeaKind.Title, Trend: "stainless steel" });
        Assert.Contains(ideas, idea => idea.Kind == IdeaKind.Scene);
        Assert.Contains("Stainless Steel", await http.GetStringAsync($"batches/{batch.Id}/files/index.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"performance":[{"kind":"title","text":"Mug","impressions":10,"clicks":11}]}""", "$.signals.performance[0].clicks")]
    [InlineData("""{"performance":[{"kind":"title","text":"Mug","impressions":10,"clicks":5,"conversions":6}]}""", "$.signals.performance[0].conversions")]
    [InlineData("""{"performance":[{"kind":"title","text":"Mug","impressions":-1,"clicks":0}]}""", "$.signals.performance[0].impressions")]
    [InlineData("""{"trends":[{"term":"steel"},{"term":"Steel"}]}""", "$.signals.trends[1].term")]
    [InlineData("""{"trends":[{"term":"steel","growth":-2}]}""", "$.signals.trends[0].growth")]
    [InlineData("""{"trends":[{"term":"steel","category":""}]}""", "$.signals.trends[0].category")]
    public async Task Signals_that_cannot_be_are_told_by_their_place(string signals, string path)
    {
        var refused = await PostAsync(await ClientAsync(), "ideas", $$"""{"product":{{Bottle}},"signals":{{signals}}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains($"\"{path}\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_are_at_most_two_hundred_trends()
    {
        var trends = string.Join(',', Enumerable.Range(0, 201).Select(i => $$"""{"term":"term {{i}}"}"""));

        Assert.Equal("recipe-invalid", await CodeAsync(await PostAsync(await ClientAsync(), "ideas", $$$"""{"product":{{{Bottle}}},"signals":{"trends":[{{{trends}}}]}}""")));
    }

    [Fact]
    public async Task Many_products_become_a_batch_of_that_slot()
    {
        var http = await ClientAsync();
        var accepted = await PostAsync(http, "title", $$"""{"products":[{{Bottle}},{"id":"b2","title":"Creek Bottle"}]}""");
        var batch = await accepted.Content.ReadFromJsonAsync(AigcJson.Default.Batch);

        await http.FollowAsync(batch!.Id, BatchState.Completed);

        Assert.Equal((HttpStatusCode.Accepted, $"/api/v1/batches/{batch.Id}"), (accepted.StatusCode, accepted.Headers.Location!.ToString()));
        using var gaps = JsonDocument.Parse(await http.GetStringAsync($"batches/{batch.Id}/gaps"));
        Assert.Equal(2, gaps.RootElement.GetProperty("products").GetInt32());
        Assert.Contains("\"capacity\"", await http.GetStringAsync($"batches/{batch.Id}/files/gaps.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_capability_is_made_of_many_products_too()
    {
        var http = await ClientAsync();
        foreach (var capability in new[] { "attributes", "category", "highlights", "description", "ad", "keywords", "ideas", "translation" })
        {
            var batch = await (await PostAsync(http, capability, $$"""{"products":[{{Bottle}}]}""")).Content.ReadFromJsonAsync(AigcJson.Default.Batch);

            await http.FollowAsync(batch!.Id, BatchState.Completed);

            Assert.Contains($"\"{(capability == "translation" ? "title" : capability)}", await http.GetStringAsync($"batches/{batch.Id}/results.jsonl"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_gap_report_is_made_of_products_that_are_sent_along()
    {
        using var report = JsonDocument.Parse(await (await PostAsync(await ClientAsync(), "gaps", $$"""{"products":[{{Bottle}},{"id":"b2","title":"Creek Bottle"}]}""")).Content.ReadAsStringAsync());

        Assert.Equal(2, report.RootElement.GetProperty("products").GetInt32());
        Assert.Contains("capacity", report.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("poem", "{\"product\":{\"id\":\"a\",\"title\":\"Mug\"}}", HttpStatusCode.NotFound, "not-found")]
    [InlineData("title", "{}", HttpStatusCode.UnprocessableEntity, "generate-invalid")]
    [InlineData("title", "{\"product\":{\"id\":\"a\",\"title\":\"Mug\"},\"language\":\"english\"}", HttpStatusCode.UnprocessableEntity, "recipe-invalid")]
    [InlineData("title", "{\"product\":{\"id\":\"\",\"title\":\"Mug\"}}", HttpStatusCode.UnprocessableEntity, "product-invalid")]
    [InlineData("title", "nonsense", HttpStatusCode.BadRequest, "json-invalid")]
    public async Task What_cannot_be_made_is_refused_by_a_problem(string capability, string body, HttpStatusCode status, string code)
    {
        var refused = await PostAsync(await ClientAsync(), capability, body);

        Assert.Equal((status, code), (refused.StatusCode, await CodeAsync(refused)));
    }

    [Fact]
    public async Task A_tenant_sorts_into_its_own_tree_and_sees_no_other()
    {
        var own = await host.ClientAsync($"tree-{Guid.NewGuid():N}"[..20], Role.Admin);
        await own.PutAsync("categories", new StringContent("""{"name":"x","categories":[{"path":"Trinkflaschen > Stahl","keyAttributes":["capacity"],"words":["bottle"]}]}""", System.Text.Encoding.UTF8, "application/json"));

        var slot = await MadeAsync(await PostAsync(own, "category", $$"""{"product":{{Bottle}}}"""));

        Assert.Equal("Trinkflaschen > Stahl", slot.Categories![0].Path);
        Assert.Contains("\"shipped\"", await (await ClientAsync()).GetStringAsync("categories"), StringComparison.Ordinal);
    }

    private Task<HttpClient> ClientAsync() => host.ClientAsync("generators", Role.Operator, Role.Viewer);

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string capability, string body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"generate/{capability}") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return http.SendAsync(request);
    }

    private static async Task<SlotResult> MadeAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync(AigcJson.Default.SlotResult))!;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }
}
