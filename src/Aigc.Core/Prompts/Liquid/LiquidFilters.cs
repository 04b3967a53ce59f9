using System.Text.Json.Nodes;
using Fluid;

namespace Aigc.Core.Prompts;

/// <summary>The filters of templates. Each gives at most as much text as it is allowed, so that no chain of them grows without end.</summary>
internal static class LiquidFilters
{
    private const int MaxText = 50_000;

    private static readonly Dictionary<string, Func<DataValue, FilterArguments, JsonNode?>> All = new(StringComparer.Ordinal)
    {
        ["capitalize"] = (data, _) => data.Text is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : data.Text,
        ["downcase"] = (data, _) => data.Text.ToLowerInvariant(),
        ["first"] = (data, _) => data.Items.FirstOrDefault(),
        ["join"] = (data, arguments) => Joined(data.Items, arguments.At(0).IsNil() ? ", " : arguments.At(0).ToStringValue()),
        ["last"] = (data, _) => data.Items.LastOrDefault(),
        ["size"] = (data, _) => data.Node is JsonArray list ? list.Count : data.Text.Length,
        ["strip"] = (data, _) => data.Text.Trim(),
        ["truncate"] = (data, arguments) => Cut(data.Text, (int)Math.Clamp(arguments.At(0).ToNumberValue(), 0, MaxText)),
        ["upcase"] = (data, _) => data.Text.ToUpperInvariant(),
    };

    public static IReadOnlySet<string> Names { get; } = All.Keys.Append("default").ToHashSet(StringComparer.Ordinal);

    /// <summary>These filters in place of the engine's own.</summary>
    public static void Replace(FilterCollection filters)
    {
        filters.Clear();
        foreach (var (name, filter) in All)
        {
            // What is missing stays missing: it is reported where it would be written.
            filters.AddFilter(name, (input, arguments, _) => input is MissingValue ? input : new DataValue(filter(DataValue.Of(input), arguments)));
        }
        filters.AddFilter("default", (input, arguments, _) => input.IsNil() || input.ToStringValue().Length == 0 ? arguments.At(0) : input);
    }

    private static JsonNode Joined(IEnumerable<JsonNode?> items, string separator)
    {
        var text = new System.Text.StringBuilder();
        foreach (var item in items)
        {
            if (text.Length > 0) text.Append(separator);
            text.Append(new DataValue(item).Text);
            if (text.Length > MaxText) throw new ProblemException("prompt-too-large", $"A joined list has more than {MaxText} characters.", 422);
        }
        return text.ToString();
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
