using Aigc.Contracts;
using Aigc.Contracts.Models;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tests.Text.Gateway;

public sealed class ModelRegistryTests
{
    private static readonly string[] Gpt =
    [
        "Text:Models:gpt-5-mini:Provider=openai", "Text:Models:gpt-5-mini:Prices:0:OutputPerMillion=2",
        "Text:Models:gpt-5:Provider=openai", "Text:Models:gpt-5:Prices:0:OutputPerMillion=10",
        "Text:Models:glm-local:Provider=openai-compatible", "Text:Models:glm-local:Endpoint=http://127.0.0.1:8000/v1",
    ];

    [Fact]
    public async Task Without_configuration_the_offline_writer_is_the_default_and_free()
    {
        var driver = new RegistryDriver();

        var model = await driver.Registry.GetAsync(RegistryDriver.Tenant, null);

        var price = model.PriceAt(driver.Time.GetUtcNow());
        Assert.Equal(("offline", true, 0m, 0m), (model.Id, model.IsOffline, price.InputPerMillion, price.OutputPerMillion));
    }

    [Fact]
    public async Task A_provider_named_as_before_is_a_model_with_the_price_list_of_the_host()
    {
        var driver = new RegistryDriver("Text:Provider=azure-openai", "Azure:OpenAI:Endpoint=https://example.openai.azure.com/", "Azure:OpenAI:Deployment=copy", "Costs:InputPerMillion=2.5", "Costs:PriceList=2026-03");

        var model = await driver.Registry.GetAsync(RegistryDriver.Tenant, null);

        var price = model.PriceAt(driver.Time.GetUtcNow());
        Assert.Equal(("azure-openai", "azure-openai", 2.5m, "2026-03"), (model.Id, model.Provider, price.InputPerMillion, price.Version));
    }

    [Fact]
    public async Task A_model_is_all_that_its_settings_say()
    {
        var driver = new RegistryDriver(
            "Text:Models:qwen-plus:Provider=qwen", "Text:Models:qwen-plus:Name=qwen-plus-2025-07-28", "Text:Models:qwen-plus:ContextTokens=131072", "Text:Models:qwen-plus:MaxOutputTokens=8192",
            "Text:Models:qwen-plus:Capabilities:0=Json", "Text:Models:qwen-plus:Region=cn", "Text:Models:qwen-plus:Aligned=true", "Text:Models:qwen-plus:Filing=Beijing-2023-001",
            "Text:Models:qwen-plus:Tokenizer=qwen", "Text:Models:qwen-plus:Fallbacks:0=offline");

        var model = await driver.Registry.GetAsync(RegistryDriver.Tenant, "QWEN-PLUS");

        Assert.Equal(("qwen-plus", "qwen", "qwen-plus-2025-07-28", 131_072, 8_192), (model.Id, model.Provider, model.Name, model.ContextTokens, model.MaxOutputTokens));
        Assert.Equal(("cn", true, "Beijing-2023-001", "qwen"), (model.Region, model.Aligned, model.Filing, model.Tokenizer));
        Assert.Equal([ModelCapability.Json, ModelCapability.Chat], model.Capabilities);
        Assert.Equal("offline", Assert.Single(await driver.Registry.FallbacksAsync(RegistryDriver.Tenant, model)).Id);
    }

    [Theory]
    [InlineData("gpt-3.5", "gpt-5-mini")]
    [InlineData("GPT-3.5-turbo", "gpt-5-mini")]
    [InlineData("gpt-4", "gpt-5")]
    [InlineData("chatglm-6b", "glm-local")]
    [InlineData("gpt-5", "gpt-5")]
    public async Task A_retired_name_leads_to_what_is_configured_of_its_family(string name, string id) =>
        Assert.Equal(id, await new RegistryDriver(Gpt).ResolvesAsync(name));

    [Theory]
    [InlineData("palm2")]
    [InlineData("claude2")]
    [InlineData("nonsense")]
    public async Task A_name_without_a_model_is_refused_and_never_quietly_written_by_another(string name) =>
        Assert.Equal("unknown-model", await new RegistryDriver(Gpt).RefusesAsync(name));

    [Fact]
    public async Task An_alias_of_the_operator_goes_before_the_known_ones() =>
        Assert.Equal("glm-local", await new RegistryDriver([.. Gpt, "Text:Aliases:gpt-4:0=glm-local"]).ResolvesAsync("gpt-4"));

    [Fact]
    public async Task Of_models_that_do_as_well_the_one_in_the_hosts_region_is_taken()
    {
        string[] settings =
        [
            "Text:Region=eu", "Text:Aliases:writer:0=us", "Text:Aliases:writer:1=eu",
            "Text:Models:us:Provider=openai", "Text:Models:us:Region=us", "Text:Models:eu:Provider=openai", "Text:Models:eu:Region=EU",
        ];

        Assert.Equal("eu", await new RegistryDriver(settings).ResolvesAsync("writer"));
        Assert.Equal("eu", await new RegistryDriver(settings).ResolvesAsync("gpt-4"));
        Assert.Equal("us", await new RegistryDriver(settings[1..]).ResolvesAsync("writer"));
    }

    [Fact]
    public async Task What_a_tenant_switches_holds_for_it_alone()
    {
        var driver = new RegistryDriver(Gpt);

        await driver.Registry.ChangeAsync("acme", "gpt-5", new(Enabled: false));
        await driver.Registry.ChangeAsync("acme", "glm-local", new(Default: true));

        Assert.Equal(("model-disabled", "gpt-5-mini", "glm-local"), (await driver.RefusesAsync("gpt-5"), await driver.ResolvesAsync("gpt-4"), await driver.ResolvesAsync(null)));
        Assert.Equal(("gpt-5", "offline"), (await driver.ResolvesAsync("gpt-5", "other"), await driver.ResolvesAsync(null, "other")));
    }

    [Fact]
    public async Task A_model_that_is_off_by_configuration_is_there_for_whom_an_admin_enables_it()
    {
        var driver = new RegistryDriver([.. Gpt, "Text:Models:gpt-5:Enabled=false"]);
        Assert.Equal("model-disabled", await driver.RefusesAsync("gpt-5"));

        await driver.Registry.ChangeAsync("acme", "gpt-5", new(Enabled: true));

        Assert.Equal("gpt-5", await driver.ResolvesAsync("gpt-5"));
    }

    [Fact]
    public async Task The_default_is_always_a_model_that_is_enabled()
    {
        var driver = new RegistryDriver(Gpt);

        Assert.Equal("model-disabled", (await Assert.ThrowsAsync<ProblemException>(() => driver.Registry.ChangeAsync("acme", "offline", new(Enabled: false)))).Code);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<ProblemException>(() => driver.Registry.ChangeAsync("acme", "nothing", new(Enabled: true)))).Code);
        Assert.Equal("offline", await driver.ResolvesAsync(null));
    }

    [Fact]
    public async Task The_price_is_the_one_that_holds_at_the_time()
    {
        var driver = new RegistryDriver("Text:Models:m:Provider=openai",
            "Text:Models:m:Prices:0:From=2026-02-01", "Text:Models:m:Prices:0:InputPerMillion=3", "Text:Models:m:Prices:0:Until=2026-06-01",
            "Text:Models:m:Prices:1:From=2026-01-01", "Text:Models:m:Prices:1:InputPerMillion=5", "Text:Models:m:Prices:1:BatchFactor=0.5", "Text:Models:m:Prices:1:CachedInputPerMillion=0.5");
        var model = await driver.Registry.GetAsync(RegistryDriver.Tenant, "m");
        DateTimeOffset Day(int month) => new(2026, month, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal((5m, 0.5m, 0.5m, "m@2026-01-01"), (model.PriceAt(Day(1)).InputPerMillion, model.PriceAt(Day(1)).BatchFactor, model.PriceAt(Day(1)).CachedInputPerMillion, model.PriceAt(Day(1)).Version));
        Assert.Equal((3m, "m@2026-02-01"), (model.PriceAt(Day(3)).InputPerMillion, model.PriceAt(Day(3)).Version));
        Assert.Equal("price-unknown", Assert.Throws<ProblemException>(() => model.PriceAt(Day(6))).Code);
    }

    [Fact]
    public async Task What_a_tenant_sees_names_no_key_and_no_endpoint()
    {
        var driver = new RegistryDriver([.. Gpt, "Text:Models:glm-local:Key=GLM_KEY"]);

        var list = await driver.Registry.ListAsync(RegistryDriver.Tenant);
        var json = System.Text.Json.JsonSerializer.Serialize(new ModelList(list), AigcJson.Default.ModelList);

        Assert.Equal(["glm-local", "gpt-5", "gpt-5-mini", "offline"], list.Select(model => model.Id));
        Assert.Contains("gpt-3.5", list.Single(model => model.Id == "gpt-5-mini").Aliases);
        Assert.Equal("offline", list.Single(model => model.Default).Id);
        Assert.DoesNotContain("GLM_KEY", json, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Text:Models:m:Provider=", "Provider")]
    [InlineData("Text:Models:m:Provider=nobody", "nobody")]
    [InlineData("Text:Models:m:Provider=openai-compatible", "Endpoint is missing")]
    [InlineData("Text:Models:m:Provider=claude", "ANTHROPIC_API_KEY")]
    [InlineData("Text:Models:m:Key=sk-proj key", "not the key itself")]
    [InlineData("Text:Models:m:Key=NO_SUCH_SETTING", "NO_SUCH_SETTING")]
    [InlineData("Text:Models:m:Fallbacks:0=ghost", "ghost")]
    [InlineData("Text:Models:m:Fallbacks:0=m", "not another model")]
    [InlineData("Text:Models:m:ContextTokens=0", "ContextTokens")]
    [InlineData("Text:Models:m:Endpoint=ftp://host/", "http")]
    [InlineData("Text:Models:m:Timeout=00:00:00", "Timeout")]
    [InlineData("Text:Models:offline:Provider=openai", "offline")]
    [InlineData("Text:Provider=ghost", "ghost")]
    [InlineData("Text:DefaultModel=ghost", "ghost")]
    [InlineData("Text:Aliases:gpt-4:0=ghost", "ghost")]
    [InlineData("Text:Aliases:m:0=offline", "id of a model")]
    [InlineData("Text:TenantWeights:acme=0", "TenantWeights")]
    public void A_setting_that_is_not_usable_is_told_at_start(string setting, string told)
    {
        var invalid = Assert.Throws<OptionsValidationException>(() => new RegistryDriver("Text:Models:m:Provider=openai", setting).Options());

        Assert.Contains(told, invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prices_that_overlap_are_told_at_start() =>
        Assert.Contains("overlap", Assert.Throws<OptionsValidationException>(() => new RegistryDriver("Text:Models:m:Provider=openai",
            "Text:Models:m:Prices:0:From=2026-01-01", "Text:Models:m:Prices:0:Until=2026-03-01", "Text:Models:m:Prices:1:From=2026-02-01").Options()).Message, StringComparison.Ordinal);
}
