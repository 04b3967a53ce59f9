using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.Contracts.Recipes;
using Aigc.Core.Recipes;
using Aigc.Testing.Storage;

namespace Aigc.Core.Tests.Recipes;

public sealed class RecipeTests
{
    private readonly RecipeStore _store = new(new InMemoryRecordStore());

    [Fact]
    public void The_defaults_satisfy_the_published_schema_and_survive_it_unchanged()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(RecipeDefaults.Recipe, AigcJson.Default.Recipe);

        Assert.Equal(json, JsonSerializer.SerializeToUtf8Bytes(RecipeReader.Parse(json), AigcJson.Default.Recipe));
        Assert.Equal(["attributes", "title.en", "highlights.en", "description.en", "image.white", "image.scene"], RecipeDefaults.Recipe.Outputs.Select(output => output.Slot));
    }

    [Fact]
    public void What_a_recipe_leaves_out_has_its_default()
    {
        var recipe = RecipeReader.Parse("""{"outputs":[{"slot":"image.white"}]}"""u8);

        Assert.Equal(("default", "en", "listing", TimeSpan.FromDays(7), true), (recipe.Name, recipe.Language, recipe.Channel, recipe.Review.Timeout, recipe.Delivery.Gallery));
        Assert.Equal((1000, 1000), (recipe.Outputs[0].Image.Width, recipe.Outputs[0].Image.Height));
        Assert.Empty(recipe.Rules.ForbiddenWords);
    }

    [Fact]
    public void How_the_garments_were_photographed_can_be_said()
    {
        var recipe = RecipeReader.Parse("""{"outputs":[{"slot":"image.tryon","image":{"tryOn":{"person":"a.png","likenessConsent":true,"garmentPhoto":"figure"}}}]}"""u8);

        Assert.Equal(GarmentPhoto.Figure, recipe.Outputs[0].Image.TryOn!.GarmentPhoto);
    }

    [Fact]
    public void Every_error_is_listed_by_its_path()
    {
        var problem = Refusal("""
            {"name":"Bad Name","language":"english","speed":1,"budget":{"amount":-1,"currency":"usd"},"acceptance":{"aql":3},
             "outputs":[{"slot":"titel.en"},{"slot":"image.white","image":{"width":8,"height":9000}},{"slot":"highlights.en","count":0},{}]}
            """);

        Assert.Equal(("recipe-invalid", 422), (problem.Code, problem.Status));
        Assert.Equal(
            ["$.acceptance.aql", "$.budget.amount", "$.budget.currency", "$.language", "$.name", "$.outputs[0].slot", "$.outputs[1].image.height", "$.outputs[1].image.width", "$.outputs[2].count", "$.outputs[3].slot", "$.speed"],
            problem.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{", "$")]
    [InlineData("[]", "$")]
    [InlineData("{\"outputs\":[]}", "$.outputs")]
    [InlineData("{\"outputs\":[{\"slot\":\"title.en\"},{\"slot\":\"title\"}]}", "$.outputs[1].slot")]
    [InlineData("{\"outputs\":[{\"slot\":\"title\"}],\"delivery\":{\"webhookUrl\":\"http://a.example\"}}", "$.delivery.webhookUrl")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.white\",\"image\":{\"engine\":\"inpaint\"}}]}", "$.outputs[0].image.engine")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.white\",\"image\":{\"fallback\":true}}]}", "$.outputs[0].image.fallback")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.white\",\"image\":{\"paint\":{\"steps\":4}}}]}", "$.outputs[0].image.paint")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.scene\",\"image\":{\"engine\":\"magic\"}}]}", "$.outputs[0].image.engine")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.scene\",\"image\":{\"paint\":{\"strength\":0}}}]}", "$.outputs[0].image.paint.strength")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.scene\",\"image\":{\"paint\":{\"strength\":1.01}}}]}", "$.outputs[0].image.paint.strength")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.white\",\"image\":{\"market\":\"amazn\"}}]}", "$.outputs[0].image.market")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.tryon\"}]}", "$.outputs[0].image.tryOn")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.scene\",\"image\":{\"tryOn\":{\"person\":\"a.png\",\"likenessConsent\":true}}}]}", "$.outputs[0].image.tryOn")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.tryon\",\"image\":{\"tryOn\":{\"person\":\"a.png\",\"likenessConsent\":false}}}]}", "$.outputs[0].image.tryOn.likenessConsent")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.tryon\",\"image\":{\"tryOn\":{\"person\":\"a.png\",\"likenessConsent\":true,\"garmentPhoto\":\"worn\"}}}]}", "$.outputs[0].image.tryOn.garmentPhoto")]
    [InlineData("{\"outputs\":[{\"slot\":\"image.tryon\",\"image\":{\"tryOn\":{\"person\":\"a.png\",\"likenessConsent\":true},\"paint\":{\"prompt\":\"in silk\"}}}]}", "$.outputs[0].image.paint")]
    public void What_is_no_recipe_is_refused(string json, string path) => Assert.Contains(path, Refusal(json).Errors.Select(error => error.Path));

    [Fact]
    public void A_scene_can_name_any_engine_and_how_much_of_it_is_painted_anew()
    {
        foreach (var engine in SceneEngines.All)
        {
            var image = RecipeReader.Parse(Encoding.UTF8.GetBytes($$"""{"outputs":[{"slot":"image.scene","image":{"engine":"{{engine}}","paint":{"strength":1} } }]}""")).Outputs[0].Image;

            Assert.Equal((engine, 1.0), (image.Engine, image.Paint!.Strength!.Value));
        }
    }

    [Fact]
    public void A_recipe_over_the_size_limit_is_refused_unread() => Assert.Equal("$", Refusal(new string(' ', RecipeReader.MaxBytes + 1)).Errors.Single().Path);

    [Fact]
    public async Task Saving_a_change_makes_a_new_version_and_keeps_the_old_one()
    {
        var recipe = RecipeDefaults.Recipe with { Name = "spring" };
        await _store.SaveAsync("acme", recipe);

        Assert.Equal(1, await _store.SaveAsync("acme", recipe));
        Assert.Equal(2, await _store.SaveAsync("acme", recipe with { Language = "de" }));
        Assert.Equal(("en", "de"), ((await _store.GetAsync("acme", "spring", 1))!.Language, (await _store.GetAsync("acme", "spring"))!.Language));
    }

    [Fact]
    public async Task Saved_at_once_by_many_no_version_is_lost()
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => _store.SaveAsync("acme", RecipeDefaults.Recipe with { Rules = new CopyRules { Tone = $"tone {i}" } }))));

        Assert.Equal(Enumerable.Range(1, 20), versions.Order());
    }

    [Fact]
    public async Task The_list_has_the_latest_of_each_name_and_nothing_of_another_tenant()
    {
        foreach (var name in (string[])["a", "a-b", "b"]) await _store.SaveAsync("acme", RecipeDefaults.Recipe with { Name = name });
        await _store.SaveAsync("acme", RecipeDefaults.Recipe with { Name = "a", Language = "fr" });
        await _store.SaveAsync("other", RecipeDefaults.Recipe with { Name = "c" });

        Assert.Equal([("a", 2), ("a-b", 1), ("b", 1)], (await _store.ListAsync("acme")).Select(recipe => (recipe.Name, recipe.Version)).Order());
        Assert.Null(await _store.GetAsync("other", "a"));
    }

    private static ProblemException Refusal(string json) => Assert.Throws<ProblemException>(() => RecipeReader.Parse(Encoding.UTF8.GetBytes(json)));
}
