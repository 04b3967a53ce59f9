using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Reviews;
using Aigc.Core.Tenants;

namespace Aigc.EndToEnd.Tests;

/// <summary>Bodies that leave something out, misspell it or hold rubbish: each is told by its path, and none has an effect.</summary>
public sealed class RequestBodyTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Recipe = """{"outputs":[{"slot":"title.en"}],"review":{"sampleRate":1}}""";

    [Theory]
    [InlineData("POST", "reviews/decisions", "{}", "json-invalid", "$.decisions")]
    [InlineData("POST", "reviews/decisions", """{"decisions":[null]}""", "json-invalid", "$.decisions[0]")]
    [InlineData("POST", "reviews/decisions", """{"decisions":[{"verdict":"approve"}]}""", "json-invalid", "$.decisions[0].reviewId")]
    [InlineData("PUT", "tenants/budget", """{"ammount":5}""", "json-invalid", "$.ammount")]
    [InlineData("POST", "tenants/invoices", """{"lines":[{"callId":"a"}]}""", "json-invalid", "$.lines[0].amount")]
    [InlineData("POST", "keys", """{"name":"ci"}""", "json-invalid", "$.roles")]
    [InlineData("PUT", "prompts/title/labels/canary", "{}", "json-invalid", "$.version")]
    [InlineData("PUT", "models/offline", """{"enable":false}""", "json-invalid", "$.enable")]
    [InlineData("POST", "generate/title", """{"product":{"id":"a","titel":"Mug"}}""", "json-invalid", "$.product.titel")]
    [InlineData("POST", "batches", """{"products":[{"id":"a","title":"Mug"}],"recipe":{"outputs":[{"slot":"title.en"}],"revew":{}}}""", "json-invalid", "$.recipe.revew")]
    [InlineData("POST", "quotes", "{}", "json-invalid", "$.products")]
    [InlineData("POST", "quotes", """{"products":9,"recipe":{"outputs":[{"slot":"nonsense"}]}}""", "recipe-invalid", "$.outputs[0].slot")]
    [InlineData("POST", "quotes", """{"products":9,"sample":[{"id":"a","title":"Mug"},{"id":"b"}]}""", "product-invalid", "$.sample[1]")]
    [InlineData("POST", "compare", """{"products":[{"id":"a"}],"output":{"slot":"title.en"},"variants":[{"label":"a"},{"label":"b"}]}""", "product-invalid", "$.products[0]")]
    [InlineData("POST", "compare", """{"products":[{"id":"a","title":"Mug"}],"output":{"slot":"nonsense"},"variants":[{"label":"a"},{"label":"b"}]}""", "recipe-invalid", "$.outputs[0].slot")]
    public async Task What_is_wrong_with_a_body_is_told_by_its_path(string method, string route, string body, string code, string path)
    {
        var http = await host.ClientAsync("bodies", Role.Admin);

        var refused = await http.SendAsync(new(new(method), route) { Content = Json(body) });

        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        Assert.InRange((int)refused.StatusCode, 400, 422);
        Assert.Equal((code, path), (problem.RootElement.GetProperty("code").GetString(), problem.RootElement.GetProperty("errors")[0].GetProperty("path").GetString()));
        Assert.DoesNotContain("Aigc.", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_without_a_verdict_approves_nothing()
    {
        var http = await host.ClientAsync("undecided", Role.Admin);
        var batch = await http.SubmitAsync("feed.csv", "id,title\na1,Mug\n"u8.ToArray(), recipe: Recipe);
        await http.FollowAsync(batch.Id, BatchState.InReview);

        var answers = await Task.WhenAll(new[] { "{}", """{"decision":"reject"}""" }.Select(body => http.PostAsync($"reviews/{batch.Id}-1/decision", Json(body))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        Assert.Equal(ReviewState.Open, (await http.GetFromJsonAsync($"reviews/{batch.Id}-1", AigcJson.Default.Review))!.State);
    }

    [Fact]
    public async Task A_recipe_inside_a_body_has_the_defaults_of_one_that_comes_alone()
    {
        var http = await host.ClientAsync("inline", Role.Operator, Role.Viewer);

        var quoted = await http.PostAsync("quotes", Json($$"""{"products":9,"recipe":{{Recipe}},"sample":[{"id":"a","title":"Steel Mug"}]}"""));
        var taken = await http.PostAsync("batches", Json($$"""{"products":[{"id":"a","title":"Steel Mug"}],"recipe":{{Recipe}}}"""));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Accepted), (quoted.StatusCode, taken.StatusCode));
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_told_so()
    {
        var http = await host.ClientAsync("forms", Role.Viewer);
        using var form = new MultipartFormDataContent { { new StringContent("id,title\na,Mug\n"), "feed", "feed.csv" } };

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await http.PostAsync("quotes", form)).StatusCode);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
