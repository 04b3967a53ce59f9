using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>Puts an override on top of what it inherits from.</summary>
internal static class PromptComposer
{
    /// <summary><c>title@3</c>; with overrides <c>title@3+footwear@2</c>: first the one that everything rests on.</summary>
    /// <param name="chain">Deepest override first.</param>
    public static string IdOf(IReadOnlyList<(PromptKey Key, PromptVersion Version)> chain) =>
        string.Join('+', chain.Reverse().Select((entry, i) => $"{(i == 0 ? entry.Key.ToString() : entry.Key.Category.Length > 0 ? entry.Key.Category : entry.Key.Name)}@{Number(entry.Version)}"));

    /// <param name="chain">Deepest override first.</param>
    public static Prompt Compose(IEnumerable<Prompt> chain) => chain.Aggregate(Over);

    private static Prompt Over(Prompt upper, Prompt lower) => upper with
    {
        Inherits = lower.Inherits,
        Description = upper.Description ?? lower.Description,
        Owner = upper.Owner ?? lower.Owner,
        Tags = upper.Tags ?? lower.Tags,
        Parts = new()
        {
            Instruction = upper.Parts.Instruction ?? lower.Parts.Instruction,
            Context = upper.Parts.Context ?? lower.Parts.Context,
            InputData = upper.Parts.InputData ?? lower.Parts.InputData,
            OutputIndicator = upper.Parts.OutputIndicator ?? lower.Parts.OutputIndicator,
        },
        Inputs = Joined(upper.Inputs, lower.Inputs),
        Outputs = upper.Outputs ?? lower.Outputs,
        Sample = Merged(upper.Sample, lower.Sample),
        Bindings = upper.Bindings is null ? lower.Bindings : (lower.Bindings ?? new Dictionary<string, string>()).Concat(upper.Bindings).GroupBy(binding => binding.Key).ToDictionary(group => group.Key, group => group.Last().Value),
        Demos = upper.Demos ?? lower.Demos,
        DemoPlan = upper.DemoPlan ?? lower.DemoPlan,
        LabelSpace = upper.LabelSpace ?? lower.LabelSpace,
        Reasoning = upper.Reasoning ?? lower.Reasoning,
        Answer = upper.Answer ?? lower.Answer,
    };

    // An override declares what it needs on top; what the parts from below need stays declared.
    private static JsonElement? Joined(JsonElement? upper, JsonElement? lower)
    {
        if (upper is not { } above || lower is not { } below) return upper ?? lower;
        var (top, bottom) = (JsonNode.Parse(above.GetRawText()) as JsonObject, JsonNode.Parse(below.GetRawText()) as JsonObject);
        if (top is null || bottom is null) return upper;
        var joined = bottom.DeepClone().AsObject();
        var properties = joined["properties"] as JsonObject ?? (JsonObject)(joined["properties"] = new JsonObject());
        foreach (var (name, property) in top["properties"] as JsonObject ?? []) properties[name] = property?.DeepClone();
        var required = Texts(bottom["required"]).Union(Texts(top["required"])).Select(name => (JsonNode?)JsonValue.Create(name));
        joined["required"] = new JsonArray([.. required]);
        return JsonSerializer.SerializeToElement(joined);
    }

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Where(item => item?.GetValueKind() == JsonValueKind.String).Select(item => item!.GetValue<string>());

    private static JsonElement? Merged(JsonElement? upper, JsonElement? lower)
    {
        if (upper is null || lower is null) return upper ?? lower;
        var values = new JsonObject();
        foreach (var (name, value) in PromptValues.Members(lower).Concat(PromptValues.Members(upper))) values[name] = value;
        return JsonSerializer.SerializeToElement(values);
    }

    private static string Number(PromptVersion version) => version.Version == 0 ? $"0.{version.Hash}" : version.Version.ToString(CultureInfo.InvariantCulture);
}
