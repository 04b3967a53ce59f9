using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aigc.Core.Lanes;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Prompts;

/// <summary>Answer engineering, g(x): what a template declares to be done to an answer. Parse, hold against the schema, normalise; else say what to ask for again.</summary>
internal static partial class AnswerStage
{
    private static readonly Dictionary<string, Func<string, string>> Steps = new(StringComparer.Ordinal)
    {
        ["plain"] = text => Tags().Replace(text, " ").Replace("**", "", StringComparison.Ordinal).Trim(),
        ["single-line"] = text => Spaces().Replace(text, " ").Trim(),
        ["trim"] = text => text.Trim(),
    };

    /// <summary>Names of the steps that a template may declare.</summary>
    public static IReadOnlySet<string> Normalisers { get; } = Steps.Keys.Append("no-repeats").ToHashSet(StringComparer.Ordinal);

    public const string NotTheObject = "That was not the JSON object that was asked for. Answer with that object alone.";

    /// <summary>How often a model is asked at the most: twice, unless the template wants no repair.</summary>
    public static int AttemptsOf(PromptTemplate template) => template.Prompt.Answer?.Repair == false ? 1 : 2;

    public static AnswerReading Read(PromptTemplate template, string text)
    {
        var reading = Reading(template, text);
        // An answer of the batch lane that is only read to see what it leads to is counted when its item's turn comes.
        if (LaneScope.Recorder is null) PromptMetrics.Answered(template, reading);
        return reading;
    }

    /// <summary>Reads what nobody has just answered: nothing is counted.</summary>
    public static AnswerReading Reading(PromptTemplate template, string text)
    {
        if (AnswerText.Object(text) is not { } answer) return new(null, NotTheObject);
        answer.Remove(ReasoningText.Property);
        if (template.Outputs is { } shape) Prune(shape, answer);
        if (template.Outputs?.Check(answer) is [_, ..] errors) return new(null, $"The JSON object is not what was asked for: {string.Join("; ", errors.Take(5).Select(error => $"{error.Path} {error.Message}"))}. Answer with the corrected object alone.");
        return new(Normalised(answer, template.Prompt.Answer?.Normalise ?? []), null);
    }

    /// <summary>The form in which the answer is asked for: the template's own schema or, where it has none, <paramref name="otherwise"/>; with room for the reasoning where it is switched on.</summary>
    public static ChatResponseFormat FormatOf(PromptTemplate template, ChatResponseFormat otherwise)
    {
        var schema = template.Prompt.Outputs ?? (otherwise as ChatResponseFormatJson)?.Schema;
        if (schema is not { } given) return otherwise;
        return ChatResponseFormat.ForJsonSchema(template.Reasons ? ReasoningText.InFront(given) : given, (otherwise as ChatResponseFormatJson)?.SchemaName ?? template.Name.Replace('-', '_'));
    }

    // What nobody asked for is no fault of the rest: it is dropped, not asked for again.
    private static void Prune(JsonShape shape, JsonNode? node)
    {
        if (node is JsonObject members)
        {
            if (shape.Closed) foreach (var name in members.Select(member => member.Key).Where(name => !shape.Properties.ContainsKey(name)).ToList()) members.Remove(name);
            foreach (var (name, property) in shape.Properties) Prune(property, members[name]);
        }
        else if (node is JsonArray list && shape.Items is { } items)
        {
            foreach (var item in list) Prune(items, item);
        }
    }

    private static JsonObject Normalised(JsonObject answer, IReadOnlyList<string> steps)
    {
        foreach (var step in steps) Apply(answer, step);
        return answer;
    }

    private static JsonNode? Apply(JsonNode? node, string step)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, member) in members.ToList()) Put(member, Apply(member, step), value => members[name] = value);
                return members;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++) { var at = i; Put(list[at], Apply(list[at], step), value => list[at] = value); }
                return step == "no-repeats" ? Distinct(list) : list;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && Steps.TryGetValue(step, out var change):
                return JsonValue.Create(change(value.GetValue<string>()));
            default:
                return node;
        }
    }

    private static void Put(JsonNode? before, JsonNode? after, Action<JsonNode?> set)
    {
        if (!ReferenceEquals(before, after)) set(after);
    }

    private static JsonArray Distinct(JsonArray list)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return new([.. list.Where(item => seen.Add(item?.ToJsonString() ?? "null")).Select(item => item?.DeepClone())]);
    }

    [GeneratedRegex("<[^<>]{0,500}>", RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}

/// <summary>Exactly one is set.</summary>
/// <param name="Complaint">What to tell the model when it is asked again.</param>
internal sealed record AnswerReading(JsonObject? Answer, string? Complaint);
