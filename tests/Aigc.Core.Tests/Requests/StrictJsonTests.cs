using System.Text;
using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Tests.Requests;

/// <summary>What a caller leaves out or misspells never turns into something that it did not ask for.</summary>
public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("{}", "$.verdict", "is required")]
    [InlineData("""{"verdict":null}""", "$.verdict", "is required")]
    [InlineData("""{"decision":"reject","verdict":"approve"}""", "$.decision", "is not a known property")]
    [InlineData("""{"verdict":"maybe"}""", "$.verdict", "is not of the kind that is expected here")]
    [InlineData("""{"verdict":1}""", "$.verdict", "is not of the kind that is expected here")]
    [InlineData("""{"verdict":"approve","edits":[null]}""", "$.edits[0]", "must not be null")]
    [InlineData("""{"verdict":"approve","edits":[{"text":"Mug"}]}""", "$.edits[0].slot", "is required")]
    [InlineData("""{"verdict":"approve","verdict":"reject"}""", "$", "names a property twice")]
    [InlineData("null", "$", "is empty")]
    [InlineData("", "$", "is not JSON at line 1, position 1")]
    public void A_decision_says_its_verdict_and_nothing_that_is_not_known(string json, string path, string problem)
    {
        var wrong = Assert.Throws<StrictJsonException>(() => Read<DecisionRequest>(json));

        Assert.Equal((path, problem), (wrong.Path, wrong.Problem));
    }

    [Fact]
    public void A_misspelt_budget_does_not_become_no_budget() =>
        Assert.Equal("$.ammount", Assert.Throws<StrictJsonException>(() => Read<TenantBudget>("""{"ammount":50}""")).Path);

    [Fact]
    public void What_is_wrong_inside_another_record_is_told_by_its_whole_path() =>
        Assert.Equal("$.recipe.outputs[1].slto", Assert.Throws<StrictJsonException>(() => Read<BatchRequest>("""{"recipe":{"outputs":[{"slot":"title.en"},{"slot":"title.de","slto":1}]}}""")).Path);

    [Fact]
    public void What_is_left_out_or_null_has_the_default_of_its_record()
    {
        var request = Read<BatchRequest>("""{"products":[{"id":"a","brand":null,"attributes":null}],"recipe":{"outputs":[{"slot":"title.en"}]}}""");

        var product = Assert.Single(request.Products!);
        Assert.Equal((1, 0, 0), (request.Recipe!.Version, product.Attributes.Count, product.AdditionalImageLinks.Count));
    }

    [Fact]
    public void What_may_be_null_may_be_left_out() =>
        Assert.Null(Assert.Single(Read<AttributeDictionary>("""{"categories":[{"attributes":[]}]}""").Categories).Category);

    [Fact]
    public void What_is_nested_too_deep_is_refused() =>
        Assert.Throws<StrictJsonException>(() => Read<BatchRequest>(new string('[', 1_000) + new string(']', 1_000)));

    [Fact]
    public async Task A_large_body_has_no_unknown_properties_either()
    {
        using var body = new MemoryStream("""{"steps":[{"op":"white","name":"w","markt":"amazon-main"}]}"""u8.ToArray());

        var wrong = await Assert.ThrowsAsync<StrictJsonException>(() => StrictJson.ReadLargeAsync<Aigc.Contracts.Images.ImagePipelineRequest>(body, default));

        Assert.Equal(("$.steps[0].markt", "is not a known property"), (wrong.Path, wrong.Problem));
    }

    private static T Read<T>(string json) where T : class => StrictJson.Read<T>(Encoding.UTF8.GetBytes(json));
}
