using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Aigc.Contracts;

/// <summary>
/// Reads what callers send. What is not known is an error, what has no default must be there, <c>null</c> is the same as left out and a list holds none:
/// a misspelt budget must not become no budget, nor a verdict that was left out an approval.
/// </summary>
public static partial class StrictJson
{
    // Generated readers set an init property that the JSON leaves out to null; reading by reflection keeps the defaults of the record.
    private static readonly JsonSerializerOptions Options = new(AigcJson.Default.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(NullableMayBeLeftOut),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSerializerOptions Known = new(AigcJson.Default.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private const string Unknown = "The JSON property '";

    private static readonly JsonDocumentOptions Parsing = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <param name="json">UTF-8, bounded by whoever received it.</param>
    /// <exception cref="StrictJsonException">With the JSON path of what is wrong.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) where T : class
    {
        var body = Parse(json);
        RemoveNulls(body, "$");
        try
        {
            return body.Deserialize<T>(Options)!;
        }
        catch (JsonException wrong)
        {
            throw Explain(wrong);
        }
    }

    /// <summary>Reads a body with pictures inside as it comes, never twice in memory; of the rules above only that of unknown properties holds.</summary>
    /// <exception cref="StrictJsonException">With the JSON path of what is wrong.</exception>
    public static async Task<T> ReadLargeAsync<T>(Stream json, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(json, Known, cancellationToken) ?? throw new StrictJsonException("$", "is empty");
        }
        catch (JsonException wrong)
        {
            throw Explain(wrong);
        }
    }

    private static JsonNode Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json, null, Parsing) ?? throw new StrictJsonException("$", "is empty");
        }
        catch (JsonException wrong)
        {
            throw new StrictJsonException("$", wrong.LineNumber is { } line ? $"is not JSON at line {line + 1}, position {wrong.BytePositionInLine + 1}" : "names a property twice");
        }
    }

    private static void RemoveNulls(JsonNode node, string path)
    {
        if (node is JsonObject members)
        {
            foreach (var empty in members.Where(member => member.Value is null).Select(member => member.Key).ToList()) members.Remove(empty);
            foreach (var (name, value) in members) RemoveNulls(value!, $"{path}.{name}");
        }
        else if (node is JsonArray elements)
        {
            foreach (var (i, element) in elements.Index()) RemoveNulls(element ?? throw new StrictJsonException($"{path}[{i}]", "must not be null"), $"{path}[{i}]");
        }
    }

    private static void NullableMayBeLeftOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties) property.IsRequired &= !property.IsSetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null;
    }

    // The runtime's sentences name our classes; a caller knows the properties.
    private static StrictJsonException Explain(JsonException wrong)
    {
        var path = wrong.Path ?? "$";
        if (wrong.Message.StartsWith(Unknown, StringComparison.Ordinal)) return new(path, "is not a known property");
        if (Missing().Match(wrong.Message) is { Success: true } missing) return new($"{path}.{missing.Groups[1].Value}", "is required");
        return new(path, "is not of the kind that is expected here");
    }

    [GeneratedRegex("was missing required properties including: '([^']*)'")]
    private static partial Regex Missing();
}

/// <summary>A body that is not what is expected.</summary>
/// <param name="path">JSON path of what is wrong, such as <c>$.recipe.outputs[2].slot</c>.</param>
/// <param name="problem">What is wrong with it, to be read after the path.</param>
public sealed class StrictJsonException(string path, string problem) : Exception($"{path} {problem}.")
{
    public string Path => path;

    public string Problem => problem;
}
