using Aigc.Core.Costs;
using Aigc.Core.Tests.Providers;
using Aigc.Testing.Fakes.Models;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tests.Text.Gateway;

/// <summary>Small tuned models: an adapter is registered with its base and version, asked by the name that its server has for it, and named by results.</summary>
public sealed class AdapterTests
{
    private static readonly string[] Lora =
    [
        "Text:Models:copy-lora@2:Provider=openai-compatible", "Text:Models:copy-lora@2:Endpoint=http://127.0.0.1:8000/v1", "Text:Models:copy-lora@2:Name=copy-lora", "Text:Models:copy-lora@2:Key=GLM_KEY",
        "Text:Models:copy-lora@2:Adapter:Base=Qwen/Qwen2.5-7B-Instruct", "Text:Models:copy-lora@2:Adapter:Version=2", "Text:Models:copy-lora@2:Adapter:TrainedOn=9f86d081", "Text:Models:copy-lora@2:Adapter:Licence=Apache-2.0",
        "Text:Aliases:copy:0=copy-lora@2",
    ];

    [Fact]
    public async Task It_is_listed_with_what_it_was_tuned_from_and_on_and_an_alias_names_the_version_in_use()
    {
        var driver = new RegistryDriver(Lora);

        var listed = (await driver.Registry.ListAsync(RegistryDriver.Tenant)).Single(model => model.Adapter is not null);

        Assert.Equal(("copy-lora@2", new("Qwen/Qwen2.5-7B-Instruct", "2", "9f86d081", "Apache-2.0")), (listed.Id, listed.Adapter));
        Assert.Equal("copy-lora@2", await driver.ResolvesAsync("copy"));
    }

    [Theory]
    [InlineData("Adapter:Base=nobody-knows-13b", ":Adapter:Base")]
    [InlineData("Adapter:Base=copy-lora@2", ":Adapter:Base")]
    [InlineData("Adapter:Base=", "Base field is required")]
    [InlineData("Adapter:Version=", ":Adapter:Version")]
    [InlineData("Adapter:Version=3", ":Adapter:Version")]
    public void Without_a_base_that_is_known_or_a_version_that_its_id_ends_with_the_host_does_not_start(string setting, string expected) =>
        Assert.Contains(expected, Assert.Throws<OptionsValidationException>(() => new RegistryDriver([.. Lora, $"Text:Models:copy-lora@2:{setting}"]).Options()).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Tokens_are_counted_as_the_base_counts_them()
    {
        var open = await new RegistryDriver(Lora).Registry.GetAsync(RegistryDriver.Tenant, "copy-lora@2");
        var served = await new RegistryDriver([.. Lora, "Text:Models:glm:Provider=openai-compatible", "Text:Models:glm:Endpoint=http://127.0.0.1:8000/v1", "Text:Models:glm:Key=GLM_KEY", "Text:Models:glm:Tokenizer=cl100k_base", "Text:Models:copy-lora@2:Adapter:Base=glm"])
            .Registry.GetAsync(RegistryDriver.Tenant, "copy-lora@2");

        Assert.Equal(new("o200k_base", 1.1), ModelTokenizer.Of(open));
        Assert.Equal(new("cl100k_base", 1), ModelTokenizer.Of(served));
        Assert.Equal(new("o200k_base", 1.25), ModelTokenizer.Of(open with { Base = null, Adapter = null }));
    }

    [Fact]
    public async Task Its_own_name_goes_over_the_wire_and_the_answer_names_its_id_with_the_version()
    {
        await using var server = new FakeVllm();
        using var driver = new ProviderDriver(server, "openai-compatible", "/v1", "Name=copy-lora", "Adapter:Base=llama-3.1-8b", "Adapter:Version=m");
        server.Completes("Hello");

        var answer = await driver.AskAsync();

        Assert.Equal(("copy-lora", "m"), (Assert.Single(server.Calls).Body.GetProperty("model").GetString(), answer.ModelId));
    }
}
