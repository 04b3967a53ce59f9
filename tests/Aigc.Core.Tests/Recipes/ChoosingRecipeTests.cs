using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Core.Recipes;

namespace Aigc.Core.Tests.Recipes;

/// <summary>Which decision factors a recipe may have.</summary>
public sealed class ChoosingRecipeTests
{
    [Fact]
    public void Factors_of_every_kind_survive_the_published_schema_unchanged()
    {
        var recipe = RecipeReader.Parse(Recipe("""
            {"match":"score","atLeast":3,"rules":[{"factor":"field","field":"custom_label_0","in":["high","mid"],"weight":2},{"factor":"field","field":"流量层级","atLeast":1},
             {"factor":"missing-attributes","atLeast":2},{"factor":"text-length","field":"description","atMost":80,"weight":0.5},{"factor":"photo","in":["fix","missing"]},{"factor":"photo-score","atMost":60}]}
            """));

        Assert.Equal(("score", 3, 6), (recipe.Choosing!.Match, recipe.Choosing.AtLeast, recipe.Choosing.Rules.Count));
        var json = JsonSerializer.SerializeToUtf8Bytes(recipe, AigcJson.Default.Recipe);
        Assert.Equal(json, JsonSerializer.SerializeToUtf8Bytes(RecipeReader.Parse(json), AigcJson.Default.Recipe));
    }

    [Theory]
    [InlineData("""{}""", ".rules")]
    [InlineData("""{"rules":[]}""", ".rules")]
    [InlineData("""{"rules":[{"factor":"luck","atLeast":1}]}""", ".rules[0].factor")]
    [InlineData("""{"rules":[{"factor":"field","field":"price","atLeast":1,"above":2}]}""", ".rules[0].above")]
    [InlineData("""{"rules":[{"factor":"field","field":"price","atLeast":"NaN"}]}""", ".rules[0].atLeast")]
    [InlineData("""{"rules":[{"factor":"field","field":"price","atLeast":1e13}]}""", ".rules[0].atLeast")]
    [InlineData("""{"rules":[{"factor":"field","field":"price","atLeast":5,"atMost":4}]}""", ".rules[0].atMost")]
    [InlineData("""{"rules":[{"factor":"field","field":"price"}]}""", ".rules[0]")]
    [InlineData("""{"rules":[{"factor":"field","field":"price","in":["1"],"atMost":4}]}""", ".rules[0]")]
    [InlineData("""{"rules":[{"factor":"field","in":["1"]}]}""", ".rules[0].field")]
    [InlineData("""{"rules":[{"factor":"field","field":"???","in":["1"]}]}""", ".rules[0].field")]
    [InlineData("""{"rules":[{"factor":"field","field":"product_detail","in":["1"]}]}""", ".rules[0].field")]
    [InlineData("""{"rules":[{"factor":"field","field":"tier","in":[" "]}]}""", ".rules[0].in")]
    [InlineData("""{"rules":[{"factor":"text-length","atMost":9}]}""", ".rules[0].field")]
    [InlineData("""{"rules":[{"factor":"text-length","field":"brand","atMost":9}]}""", ".rules[0].field")]
    [InlineData("""{"rules":[{"factor":"missing-attributes","in":["2"]}]}""", ".rules[0].in")]
    [InlineData("""{"rules":[{"factor":"photo","in":["ugly"]}]}""", ".rules[0].in")]
    [InlineData("""{"rules":[{"factor":"photo","in":["fix"],"atMost":9}]}""", ".rules[0].atMost")]
    [InlineData("""{"rules":[{"factor":"photo-score","field":"title","atMost":9}]}""", ".rules[0].field")]
    [InlineData("""{"rules":[{"factor":"photo-score","atMost":9,"weight":2}]}""", ".rules[0].weight")]
    [InlineData("""{"match":"score","rules":[{"factor":"photo-score","atMost":9}]}""", ".atLeast")]
    [InlineData("""{"match":"any","atLeast":1,"rules":[{"factor":"photo-score","atMost":9}]}""", ".atLeast")]
    [InlineData("""{"match":"score","atLeast":1.5,"rules":[{"factor":"photo-score","atMost":9}]}""", ".atLeast")]
    [InlineData("""{"match":"most","rules":[{"factor":"photo-score","atMost":9}]}""", ".match")]
    public void What_no_product_could_be_chosen_by_is_refused_by_its_path(string choosing, string path) => Assert.Contains("$.choosing" + path, PathsOf(choosing));

    [Fact]
    public void A_number_beyond_all_numbers_is_refused() => Assert.Contains("$.choosing.rules[0].atLeast", PathsOf("""{"rules":[{"factor":"field","field":"price","atLeast":1e400}]}"""));

    [Fact]
    public void A_field_or_a_list_without_end_is_refused_by_its_path()
    {
        Assert.Contains("$.choosing.rules[0].field", PathsOf($$"""{"rules":[{"factor":"field","field":"{{new string('a', 61)}}","atLeast":1}]}"""));
        Assert.Contains("$.choosing.rules[0].in", PathsOf($$"""{"rules":[{"factor":"field","field":"tier","in":[{{string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"{i}\""))}}]}]}"""));
        Assert.Contains("$.choosing.rules", PathsOf($$"""{"rules":[{{string.Join(',', Enumerable.Repeat("""{"factor":"photo-score","atMost":9}""", 21))}}]}"""));
    }

    private static IEnumerable<string> PathsOf(string choosing) => Assert.Throws<ProblemException>(() => RecipeReader.Parse(Recipe(choosing))).Errors.Select(error => error.Path);

    private static byte[] Recipe(string choosing) => Encoding.UTF8.GetBytes($$"""{"outputs":[{"slot":"title"}],"choosing":{{choosing}}}""");
}
