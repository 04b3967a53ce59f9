using System.Text.Json.Nodes;
using Aigc.Contracts.Products;
using Aigc.Contracts.Prompts;
using Aigc.Contracts.Recipes;
using Aigc.Core.Recipes;
using Aigc.Core.Storage;
using Aigc.Testing.Storage;
using static Aigc.Core.Tests.Prompts.PromptDriver;

namespace Aigc.Core.Tests.Prompts;

/// <summary>Autofill: what variables are filled from, and what is told before a run where they are not.</summary>
public sealed class FillingTests
{
    private static readonly Product Boot = new()
    {
        Id = "b1",
        Title = "GripTrek Boot",
        Brand = "Quester",
        Description = "A boot of waxed leather with a Vibrasole outsole for rough ground.",
        ProductType = "Apparel > Shoes",
        Link = "https://example.com/b1",
        Gtin = "4006381333931",
        Attributes = new Dictionary<string, string> { ["color"] = "brown" },
    };

    private static readonly Prompt Everything = Tagline() with
    {
        Parts = Tagline().Parts with { InputData = "```json\n{{ product }}\n```\n{{ path }}\n{{ attributes }}\n{{ words }}\n{{ rules }}\n{{ color }}" },
        Inputs = Json("""{"type":"object","properties":{"product":{"type":"object"},"path":{"type":"string"},"attributes":{"type":"array"},"words":{"type":"array"},"rules":{"type":"array"},"color":{"type":"string"}}}"""),
        Sample = null,
        Bindings = new Dictionary<string, string> { ["product"] = "product", ["path"] = "category.path", ["attributes"] = "attributes.dictionary", ["words"] = "brand.glossary", ["rules"] = "market.rules", ["color"] = "product.attributes.color" },
    };

    private readonly PromptDriver _driver = new();

    [Fact]
    public async Task Bound_variables_are_filled_from_the_product_and_what_the_tenant_says_of_its_category_brand_and_market()
    {
        await GiveSourcesAsync();
        await _driver.SaveAsync(Everything, "production");

        var prompt = await _driver.Engine.PrepareAsync("acme", "tagline", Boot, new Dictionary<string, object?> { ["language"] = "zh-CN", ["market"] = "temu" });

        var lines = prompt.Messages[^1].Text.Split('\n');
        var product = JsonNode.Parse(lines[2])!.AsObject();
        Assert.Equal(["title", "description", "brand", "productType", "attributes"], product.Select(member => member.Key));
        Assert.Equal("Apparel > Shoes", lines[4]);
        Assert.Equal(["sole", "material"], JsonNode.Parse(lines[5])!.AsArray().Select(attribute => attribute!["name"]!.GetValue<string>()));
        Assert.Equal("""[{"term":"Vibrasole","translate":false},{"term":"boot","use":"靴"}]""", lines[6]);
        Assert.Equal("""["No claims of health."]""", lines[7]);
        Assert.Equal("brown", lines[8]);
    }

    [Fact]
    public async Task What_would_be_blank_is_told_with_the_rows_before_anything_runs()
    {
        await GiveSourcesAsync();
        await _driver.SaveAsync(Everything, "production");
        PageItem[] items = [new(1, Boot), new(4, Boot with { Id = "b2", Attributes = new Dictionary<string, string>() }), new(9, Boot with { Id = "b3", ProductType = null, Title = "Sock", Description = null, Brand = null })];

        var check = await _driver.Trials.CheckAsync("acme", "tagline", new(Values: Json("""{"market":"temu"}""")), items);

        Assert.Equal((3, 2), (check.Checked, check.Affected));
        Assert.Equal(["attributes.dictionary/attributes: 9", "brand.glossary/words: 9", "category.path/path: 9", "product.attributes.color/color: 4"],
            check.Gaps.Select(gap => $"{gap.Source}/{gap.Variable}: {string.Join(',', gap.Rows)}").Order(StringComparer.Ordinal));
        Assert.All(check.Gaps, gap => Assert.Equal("unresolved-variable", gap.Code));
    }

    [Fact]
    public async Task A_data_source_that_fails_is_told_by_its_name_and_sends_nothing()
    {
        var failing = new WatchedSources();
        var driver = new PromptDriver(failing);
        await driver.SaveAsync(Everything, "production");
        failing.Down = true;

        var check = await driver.Trials.CheckAsync("acme", "tagline", new(), [new(1, Boot)]);

        Assert.Equal(["source-failed attributes.dictionary", "source-failed brand.glossary", "source-failed market.rules"], check.Gaps.Select(gap => $"{gap.Code} {gap.Source}").Order(StringComparer.Ordinal));
        await Assert.ThrowsAsync<TransientException>(() => driver.Engine.PrepareAsync("acme", "tagline", Boot, new Dictionary<string, object?>()));
    }

    [Fact]
    public async Task A_value_of_the_wrong_kind_is_told()
    {
        var check = await _driver.Trials.CheckAsync("acme", "title", new(Values: Json("""{"language":"en","maxLength":"long"}""")), [new(1, Boot)]);

        Assert.Equal(("value-invalid", "maxLength"), (Assert.Single(check.Gaps).Code, check.Gaps[0].Variable));
    }

    [Fact]
    public async Task The_context_meter_says_which_facts_would_help_and_how_much()
    {
        await GiveSourcesAsync();

        var check = await _driver.Trials.CheckAsync("acme", "title", new(Values: Json("""{"language":"en","maxLength":80}""")), [new(1, Boot), new(2, new Product { Id = "x", Title = "Thing" })]);

        Assert.Equal(["attributes 0.3 1", "attributes.material 0.15 1", "attributes.sole 0.15 1", "brand 0.1 1", "category 0.15 1", "description 0.25 1"],
            check.Missing.Select(gap => FormattableString.Invariant($"{gap.Fact} {gap.Weight} {gap.Products}")).Order(StringComparer.Ordinal));
        Assert.Equal((0.7 + 0.2) / 2, check.Completeness, 3);
    }

    [Fact]
    public async Task A_recipe_that_names_a_template_that_cannot_be_used_is_told_by_path()
    {
        await _driver.SaveAsync(Tagline(), "production");
        var recipe = new Recipe { Outputs = [new() { Slot = "title.en", Template = "poem" }, new() { Slot = "description.en", Template = "description" }, new() { Slot = "highlights.en", Template = "tagline" }, new() { Slot = "image.scene", Template = "anything" }, new() { Slot = "attributes", Template = "attributes@7" }] };

        var problem = await Assert.ThrowsAsync<ProblemException>(() => _driver.Recipes.RequireAsync("acme", recipe));

        Assert.Equal(("recipe-invalid", 422), (problem.Code, problem.Status));
        Assert.Equal(["$.outputs[0].template", "$.outputs[2].template", "$.outputs[4].template"], problem.Errors.Select(error => error.Path));
        await _driver.Recipes.RequireAsync("acme", RecipeDefaults.Recipe);
    }

    [Fact]
    public async Task Records_that_prompts_are_filled_from_are_guarded_against_lost_updates_and_hostile_sizes()
    {
        var first = await _driver.Sources.PutGlossaryAsync("acme", "Quester", new([new("boot")]), null);
        var second = await _driver.Sources.PutGlossaryAsync("acme", "quester", new([new("shoe")]), first);

        Assert.Equal("changed-meanwhile", (await Assert.ThrowsAsync<ProblemException>(() => _driver.Sources.PutGlossaryAsync("acme", "Quester", new([]), first))).Code);
        Assert.Equal((second, "shoe"), ((await _driver.Sources.CurrentGlossaryAsync("acme", "QUESTER")).ETag, (await _driver.Sources.GlossaryAsync("acme", "Quester"))!.Terms[0].Term));
        Assert.Null(await _driver.Sources.GlossaryAsync("other", "Quester"));
        foreach (var put in new Func<Task>[]
        {
            () => _driver.Sources.PutGlossaryAsync("acme", "Quester", new(null!), null), () => _driver.Sources.PutGlossaryAsync("acme", "Quester", new([new(new string('x', 300))]), null), () => _driver.Sources.PutGlossaryAsync("acme", " ", new([]), null),
            () => _driver.Sources.PutDictionaryAsync("acme", new([new("Shoes", [new("a b")])]), null), () => _driver.Sources.PutDictionaryAsync("acme", new([null!]), null), () => _driver.Sources.PutMarketAsync("acme", "temu", new([null!]), null),
        }) Assert.Equal("source-invalid", (await Assert.ThrowsAsync<ProblemException>(put)).Code);
    }

    private async Task GiveSourcesAsync()
    {
        await _driver.Sources.PutDictionaryAsync("acme", new([new("Apparel > Shoes", [new("sole", Key: true)]), new("Apparel", [new("material", Key: true, Values: ["leather", "mesh"])])]), null);
        await _driver.Sources.PutGlossaryAsync("acme", "Quester", new([new("Vibrasole"), new("Elsewhere")]), null);
        await _driver.Sources.PutGlossaryAsync("acme", "*", new([new("boot", new Dictionary<string, string> { ["zh"] = "靴" })]), null);
        await _driver.Sources.PutMarketAsync("acme", "temu", new(["No claims of health."]), null);
    }

    /// <summary>A store whose table of sources can be down.</summary>
    private sealed class WatchedSources : IRecordStore
    {
        private readonly InMemoryRecordStore _inner = new();

        public bool Down { get; set; }

        public Task<StoredRecord?> GetAsync(string table, string partition, string key, CancellationToken cancellationToken = default) =>
            Down && table == "promptsources" ? throw new TransientException("The store is busy.") : _inner.GetAsync(table, partition, key, cancellationToken);

        public Task<string?> InsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => _inner.InsertAsync(table, partition, key, json, cancellationToken);

        public Task<string> UpsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => _inner.UpsertAsync(table, partition, key, json, cancellationToken);

        public Task<string?> ReplaceAsync(string table, string partition, string key, string json, string etag, CancellationToken cancellationToken = default) => _inner.ReplaceAsync(table, partition, key, json, etag, cancellationToken);

        public Task<bool> DeleteAsync(string table, string partition, string key, CancellationToken cancellationToken = default) => _inner.DeleteAsync(table, partition, key, cancellationToken);

        public Task<bool> WriteBatchAsync(string table, string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken = default) => _inner.WriteBatchAsync(table, partition, writes, cancellationToken);

        public Task<RecordPage> QueryAsync(string table, string partition, string? keyFrom = null, string? keyTo = null, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) => _inner.QueryAsync(table, partition, keyFrom, keyTo, limit, continuation, cancellationToken);

        public Task<RecordPage> ScanAsync(string table, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) => _inner.ScanAsync(table, limit, continuation, cancellationToken);
    }
}
