using System.Text.Json.Nodes;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>
/// Picks the demonstrations that are most alike to an input: cosine of their three-letter pieces, rare ones counting more (TF-IDF over the
/// demonstrations). It needs no model and no words of a language, and the same input gets the same ones.
/// </summary>
internal sealed class DemoPicker
{
    private const int Piece = 3;
    private const int MaxText = 20_000;
    private readonly IReadOnlyList<PromptDemo> _demos;
    private readonly DemoPlan? _plan;
    private readonly HashSet<string> _variables;
    private readonly IReadOnlyDictionary<string, double> _rarity;
    private readonly IReadOnlyList<(Dictionary<string, double> Weights, int Tokens)> _known;

    public DemoPicker(Prompt prompt)
    {
        (_demos, _plan) = (prompt.Demos ?? [], prompt.DemoPlan);
        var inputs = _plan is null ? [] : _demos.Select(demo => PromptValues.Members(demo.Input).ToDictionary(value => value.Key, value => value.Value)).ToList();
        _variables = [.. inputs.SelectMany(input => input.Keys)];
        var counted = inputs.Select(input => Pieces(TextOf(input))).ToList();
        _rarity = counted.SelectMany(pieces => pieces.Keys).CountBy(piece => piece).ToDictionary(piece => piece.Key, piece => Math.Log((1.0 + counted.Count) / (1 + piece.Value)) + 1);
        _known = [.. counted.Select((pieces, i) => (Weighted(pieces), TokensOf(_demos[i])))];
    }

    /// <summary>What a demonstration costs to show.</summary>
    public static int TokensOf(PromptDemo demo) => TokenMeter.Count(demo.Input.GetRawText()) + TokenMeter.Count(demo.Label.GetRawText());

    /// <summary>Those to show for the values, in the order of the template.</summary>
    public IEnumerable<PromptDemo> For(IReadOnlyDictionary<string, JsonNode?> values)
    {
        if (_plan is null) return _demos;
        var asked = Weighted(Pieces(TextOf(values.Where(value => _variables.Contains(value.Key)))));
        var (picked, left) = (new SortedSet<int>(), _plan.MaxTokens ?? int.MaxValue);
        foreach (var i in Enumerable.Range(0, _known.Count).OrderByDescending(i => Cosine(asked, _known[i].Weights)))
        {
            if (picked.Count == _plan.Nearest) break;
            if (_known[i].Tokens > left) continue;
            picked.Add(i);
            left -= _known[i].Tokens;
        }
        return picked.Select(i => _demos[i]);
    }

    // Of unit length: what no demonstration has is left out, which is the same for all of them.
    private Dictionary<string, double> Weighted(Dictionary<string, int> pieces)
    {
        var weights = pieces.Where(piece => _rarity.ContainsKey(piece.Key)).ToDictionary(piece => piece.Key, piece => (1 + Math.Log(piece.Value)) * _rarity[piece.Key]);
        var length = Math.Sqrt(weights.Values.Sum(weight => weight * weight));
        foreach (var piece in weights.Keys) weights[piece] /= length;
        return weights;
    }

    private static double Cosine(Dictionary<string, double> one, Dictionary<string, double> other) => one.Sum(piece => piece.Value * other.GetValueOrDefault(piece.Key));

    private static Dictionary<string, int> Pieces(string text)
    {
        var pieces = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at + Piece <= text.Length; at++)
        {
            var piece = text.Substring(at, Piece);
            pieces[piece] = pieces.GetValueOrDefault(piece) + 1;
        }
        return pieces;
    }

    // The texts alone: names of fields are the same everywhere.
    private static string TextOf(IEnumerable<KeyValuePair<string, JsonNode?>> values)
    {
        var text = string.Join(' ', values.OrderBy(value => value.Key, StringComparer.Ordinal).SelectMany(value => Leaves(value.Value)).Prepend("").Append("")).ToLowerInvariant();
        return text.Length > MaxText ? text[..MaxText] : text;
    }

    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value)),
        JsonArray list => list.SelectMany(Leaves),
        JsonValue value => [value.ToString()],
        _ => [],
    };
}
