using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts.Prompts;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Prompts;

/// <summary>
/// Fills a template. Pure: the same template and values give the same messages. A variable without a value is an error, never a blank. What is
/// the same for every product comes first (instruction, context, output indicator, demonstrations), the data last, so that a provider can keep
/// the prefix. Demonstrations that are picked by the input stand behind everything that is not.
/// </summary>
internal static class PromptRenderer
{
    /// <exception cref="ProblemException"><c>unresolved-variables</c> (422), with their names; <c>prompt-too-large</c> (422).</exception>
    public static RenderedPrompt Render(PromptTemplate template, IReadOnlyDictionary<string, object?> values) =>
        Render(template, values.ToDictionary(value => value.Key, value => PromptValues.Of(value.Value)));

    public static RenderedPrompt Render(PromptTemplate template, IReadOnlyDictionary<string, JsonNode?> values)
    {
        var run = new LiquidRun(values);
        var missing = new SortedSet<string>(template.Inputs.Required.Where(name => DataValue.IsBlank(values.GetValueOrDefault(name))), StringComparer.Ordinal);
        var messages = new List<ChatMessage>();
        var data = Section(template, PartNames.InputData, run);
        var rest = string.Join("\n\n", PartNames.All.Where(part => part != PartNames.InputData).Select(part => Section(template, part, run)).Append(ReasoningText.For(template)).OfType<string>());
        // A prompt without data is a question: it is asked as one.
        messages.Add(new(data is null ? ChatRole.User : ChatRole.System, rest));
        foreach (var demo in template.Demos.For(values)) messages.AddRange(Turns(template, demo, values));
        if (data is not null) messages.Add(new(ChatRole.User, data));
        missing.UnionWith(run.Missing);
        return missing.Count == 0 ? new(messages, template) : throw Unresolved(template, missing);
    }

    private static string? Section(PromptTemplate template, string part, LiquidRun run) =>
        template.Parts.TryGetValue(part, out var words) ? $"{PartNames.Heading(part)}\n{run.Render(words).Trim()}" : null;

    private static IEnumerable<ChatMessage> Turns(PromptTemplate template, PromptDemo demo, IReadOnlyDictionary<string, JsonNode?> values)
    {
        var shown = new Dictionary<string, JsonNode?>(values);
        foreach (var (name, value) in PromptValues.Members(demo.Input)) shown[name] = value;
        yield return new(ChatRole.User, Section(template, PartNames.InputData, new LiquidRun(shown)) ?? demo.Input.GetRawText());
        yield return new(ChatRole.Assistant, demo.Label.ValueKind == JsonValueKind.String ? demo.Label.GetString() : new DataValue(PromptValues.Of(demo.Label)).Text);
    }

    private static ProblemException Unresolved(PromptTemplate template, SortedSet<string> missing) =>
        new("unresolved-variables", $"The template '{template.Name}' has no value for: {string.Join(", ", missing)}.", 422, [.. missing.Select(name => new ProblemError(name, "has no value"))]);
}

/// <param name="Messages">In the order in which they are sent.</param>
internal sealed record RenderedPrompt(IReadOnlyList<ChatMessage> Messages, PromptTemplate Template)
{
    /// <summary>As recorded on results.</summary>
    public string TemplateId => Template.Id;
}
