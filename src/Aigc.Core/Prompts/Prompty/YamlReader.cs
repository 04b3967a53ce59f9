using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Aigc.Core.Prompts;

/// <summary>YAML that others wrote, as JSON: plain data only. No anchors and aliases (a few of them make gigabytes), no tags, depth and number of nodes bounded.</summary>
internal static partial class YamlReader
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 5_000;

    /// <exception cref="ProblemException"><c>prompty-invalid</c> (422), with the line.</exception>
    public static JsonObject Read(string yaml)
    {
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return [];
            parser.Consume<DocumentStart>();
            var nodes = 0;
            var root = Node(parser, 0, ref nodes);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _)) throw Invalid("has more than one document", null);
            return root as JsonObject ?? (root is null ? [] : throw Invalid("is no mapping", null));
        }
        catch (YamlException broken)
        {
            throw Invalid(broken.InnerException?.Message ?? broken.Message, broken.Start.Line);
        }
    }

    private static JsonNode? Node(Parser parser, int depth, ref int nodes)
    {
        var line = parser.Current?.Start.Line;
        if (depth > MaxDepth) throw Invalid($"is nested more than {MaxDepth} deep", line);
        if (++nodes > MaxNodes) throw Invalid($"has more than {MaxNodes} values", line);
        if (parser.Accept<AnchorAlias>(out _)) throw Invalid("uses aliases, which are not taken", line);
        if (parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific))) throw Invalid("uses anchors or tags, which are not taken", line);
        if (parser.TryConsume<Scalar>(out var scalar)) return Value(scalar);
        return parser.TryConsume<SequenceStart>(out _) ? List(parser, depth, ref nodes) : Mapping(parser, depth, ref nodes);
    }

    private static JsonArray List(Parser parser, int depth, ref int nodes)
    {
        var list = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _)) list.Add(Node(parser, depth + 1, ref nodes));
        return list;
    }

    private static JsonObject Mapping(Parser parser, int depth, ref int nodes)
    {
        parser.Consume<MappingStart>();
        var members = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key)) throw Invalid("has a key that is no text", parser.Current?.Start.Line);
            if (members.ContainsKey(key.Value)) throw Invalid($"has the key '{key.Value}' twice", key.Start.Line);
            members[key.Value] = Node(parser, depth + 1, ref nodes);
        }
        return members;
    }

    // The core schema of YAML 1.2: "no" and "on" are words, not truths.
    private static JsonNode? Value(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when Integer().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
            _ when Fraction().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }

    /// <summary>Whether a text would be read as something else if it stood without quotes.</summary>
    public static bool NeedsQuotes(string text) => Value(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Plain, true, false)) is not JsonValue value || value.GetValueKind() != System.Text.Json.JsonValueKind.String;

    private static ProblemException Invalid(string message, long? line) =>
        new("prompty-invalid", line is { } at ? $"The front matter {message} (line {at})." : $"The front matter {message}.", 422, [new(line is { } place ? $"line {place}" : "$", message)]);

    [GeneratedRegex(@"\A[-+]?[0-9]{1,18}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A[-+]?(?:\.[0-9]{1,20}|[0-9]{1,20}(?:\.[0-9]{0,20})?)(?:[eE][-+]?[0-9]{1,3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Fraction();
}
