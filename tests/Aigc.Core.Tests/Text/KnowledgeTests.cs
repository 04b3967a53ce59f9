using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Core.Tests.Prompts;

namespace Aigc.Core.Tests.Text;

/// <summary>What was looked up for a prompt stands in its words, so an answer that was paid for is found again as long as it is the same, and no longer.</summary>
public sealed class KnowledgeTests
{
    private const string Title = """{"title":"Quester Camp Mug"}""";
    private readonly PromptDriver _prompts = new();
    private readonly ScriptedChat _model = new(Title, Title, Title, Title);

    [Fact]
    public async Task A_glossary_a_dictionary_or_rules_of_a_market_that_have_changed_ask_again_and_those_that_have_not_are_paid_once()
    {
        await BindAsync(("terms", "brand.glossary"), ("known", "attributes.dictionary"), ("rules", "market.rules"));
        var writer = new CopyDriver(_model, prompts: _prompts);
        async Task<int> CallsAsync()
        {
            // Longer than what was looked up is remembered.
            _prompts.Time.Advance(TimeSpan.FromSeconds(6));
            await writer.WriteAsync("title.en");
            return _model.Calls.Count;
        }

        Assert.Equal((1, 1), (await CallsAsync(), await CallsAsync()));
        await _prompts.Sources.PutGlossaryAsync("acme", "Quester", new([new("Camp Mug", Note: "one word in Dutch")]), null);
        Assert.Equal((2, 2), (await CallsAsync(), await CallsAsync()));
        await _prompts.Sources.PutDictionaryAsync("acme", new([new(null, [new("material", Key: true)])]), null);
        Assert.Equal((3, 3), (await CallsAsync(), await CallsAsync()));
        await _prompts.Sources.PutMarketAsync("acme", "standard", new(["No capitals."]), null);
        Assert.Equal((4, 4), (await CallsAsync(), await CallsAsync()));
    }

    private async Task BindAsync(params (string Variable, string Source)[] bound)
    {
        var own = (await _prompts.Library.ResolveAsync("acme", "title")).Prompt;
        var inputs = JsonNode.Parse(own.Inputs!.Value.GetRawText())!;
        foreach (var (variable, _) in bound) inputs["properties"]![variable] = new JsonObject { ["type"] = "array" };
        await _prompts.SaveAsync(own with
        {
            Inputs = JsonSerializer.SerializeToElement(inputs),
            Parts = own.Parts with { Context = own.Parts.Context + string.Concat(bound.Select(one => $"\n{{% if {one.Variable} %}}{{{{ {one.Variable} }}}}{{% endif %}}")) },
            Bindings = own.Bindings!.Concat(bound.Select(one => KeyValuePair.Create(one.Variable, one.Source))).ToDictionary(pair => pair.Key, pair => pair.Value),
        }, "production");
    }
}
