using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Core.Tenants;

namespace Aigc.EndToEnd.Tests;

/// <summary>Quotes over the API.</summary>
public sealed class QuoteRouteTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Sample = """[{"id":"a","title":"Mug","productType":"Mugs"},{"id":"b","title":"Cup","productType":"Cups"},{"id":"c","title":"Bowl","productType":"Bowls"},{"id":"d","title":"Jug","productType":"Mugs"}]""";

    [Fact]
    public async Task Decision_factors_shrink_the_quote_as_they_shrink_the_sample()
    {
        var quote = await QuoteAsync($$$"""{"products":1000,"sample":{{{Sample}}},"recipe":{"outputs":[{"slot":"image.white"}],"choosing":{"rules":[{"factor":"field","field":"category","in":["Mugs"]}] } }}""");

        Assert.Equal((500, 500, 500), (quote.Products, quote.Skipped, quote.High.Images));
    }

    [Fact]
    public async Task A_rule_that_names_no_weight_has_its_usual_one()
    {
        var quote = await QuoteAsync($$$"""{"products":1000,"sample":{{{Sample}}},"recipe":{"outputs":[{"slot":"title.en"}],"choosing":{"match":"score","atLeast":1,"rules":[{"factor":"field","field":"category","in":["Mugs","Cups"]}] } }}""");

        Assert.Equal((750, 250), (quote.Products, quote.Skipped));
    }

    [Fact]
    public async Task Without_a_sample_nothing_tells_who_is_skipped_and_all_are_counted()
    {
        var quote = await QuoteAsync("""{"products":1000,"recipe":{"outputs":[{"slot":"title.en"}],"choosing":{"rules":[{"factor":"field","field":"category","in":["Mugs"]}] } }}""");

        Assert.Equal((1000, 0), (quote.Products, quote.Skipped));
    }

    [Theory]
    [InlineData("""{"outputs":[{"slot":"title.en"}],"choosing":{"rules":[{"factor":"field","field":"category"}]}}""", "$.choosing.rules[0]")]
    [InlineData("""{"outputs":[{"slot":"title.en"}],"choosing":{"match":"most","rules":[]}}""", "$.choosing.match")]
    [InlineData("""{"outputs":[{"slot":"poem.en"}]}""", "$.outputs[0].slot")]
    public async Task A_recipe_that_no_batch_would_take_is_not_quoted(string recipe, string path)
    {
        var refused = await PostAsync($$"""{"products":10,"recipe":{{recipe}}}""");

        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "recipe-invalid"), (refused.StatusCode, problem.RootElement.GetProperty("code").GetString()));
        Assert.Contains($"\"{path}\"", problem.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    private async Task<Quote> QuoteAsync(string body)
    {
        var answer = await PostAsync(body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(AigcJson.Default.Quote))!;
    }

    private async Task<HttpResponseMessage> PostAsync(string body) => await (await host.ClientAsync("quoters", Role.Viewer)).PostAsync("quotes", new StringContent(body, Encoding.UTF8, "application/json"));
}
