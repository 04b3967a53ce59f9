using System.Text.Json.Nodes;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>How long a prompt is with its sample, and how much of it is the same for another product: both are rendered, and compared.</summary>
internal static class PromptLength
{
    public static PromptSize Measure(Prompt prompt)
    {
        try
        {
            var template = PromptTemplate.Compile("draft", prompt);
            var values = Values(template);
            var other = new Dictionary<string, JsonNode?>(values);
            foreach (var (name, source) in prompt.Bindings ?? new Dictionary<string, string>())
                if (PromptSources.DiffersByProduct(source) && values.TryGetValue(name, out var value)) other[name] = Altered(value);
            return Measure(PromptRenderer.Render(template, values), PromptRenderer.Render(template, other));
        }
        catch (ProblemException)
        {
            // It cannot be filled, which other rules say: its own words are what there is to count.
            var tokens = TokenMeter.Count(string.Join("\n", PartNames.Of(prompt.Parts).Select(part => part.Value)));
            return new(TokenMeter.Default, tokens, 0, 0);
        }
    }

    /// <param name="other">The same template for another product.</param>
    public static PromptSize Measure(RenderedPrompt prompt, RenderedPrompt other)
    {
        var (text, changed) = (Text(prompt), Text(other));
        // Demonstrations that are picked by the input may be others for the next product.
        var (same, most) = (0, prompt.Template.Prompt.DemoPlan is null ? text.Length : prompt.Messages[0].Text.Length);
        while (same < most && same < changed.Length && text[same] == changed[same]) same++;
        var reasoning = ReasoningText.For(prompt.Template) is { } words ? TokenMeter.Count(words) : 0;
        return new(TokenMeter.Default, TokenMeter.Count(text), TokenMeter.Count(text[..same]), reasoning);
    }

    public static string Text(RenderedPrompt prompt) => string.Join("\n", prompt.Messages.Select(message => message.Text));

    /// <summary>The sample; what it leaves out is filled by placeholders.</summary>
    public static Dictionary<string, JsonNode?> Values(PromptTemplate template)
    {
        var values = template.Parts.Values.SelectMany(part => part.Variables).Union(template.Inputs.Required).ToDictionary(name => name, name => Placeholder(template.Inputs.Properties.GetValueOrDefault(name)));
        foreach (var (name, value) in PromptValues.Members(template.Prompt.Sample)) values[name] = value;
        return values;
    }

    public static JsonNode? Altered(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Altered(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Altered)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => JsonValue.Create("\u2260" + value.GetValue<string>()),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(-7),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Placeholder(JsonShape? shape) => shape?.Type.FirstOrDefault() switch
    {
        "object" => new JsonObject { ["title"] = "Sample" },
        "array" => new JsonArray("sample"),
        "number" or "integer" => JsonValue.Create(5),
        "boolean" => JsonValue.Create(true),
        _ => JsonValue.Create("sample"),
    };
}
