using System.Text.Json.Nodes;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Ideas;

namespace Aigc.Core.Text.Capabilities;

/// <summary>Themes, scenes and titles to try next, from what the product is, what is asked for and what has worked. Whoever has them, they are weighed here by the same figures.</summary>
/// <param name="scenes">Null: no scenes are suggested.</param>
internal sealed class IdeaCapability(IdeaScenes? scenes = null) : Capability
{
    private const int MostResults = 20;
    private const int MostScenes = 12;

    public override string Name => Slots.Ideas;

    public override string Does => "Themes, scenes and titles to try, from category, trends and past results, each with a score and what speaks for it.";

    protected override string PropertySchema => """
        {"type":"array","items":{"type":"object","additionalProperties":false,"required":["kind","text","basis","trend","past"],
         "properties":{"kind":{"type":"string","enum":["theme","scene","title"]},"text":{"type":"string"},"basis":{"type":"string"},"trend":{"type":"string"},"past":{"type":"string"}}}}
        """;

    public override async Task<CopyRequest> PrepareAsync(CopyRequest request, CancellationToken cancellationToken) => scenes is null ? request : request with { Scenes = await scenes.ForAsync(request, cancellationToken) };

    public override IEnumerable<(string Name, object? Value)> Values(CopyRequest request)
    {
        var signals = IdeaSignals.Of(request, new(request));
        var book = new IdeaResultBook(signals.Results);
        return
        [
            ("themeLength", CopyLimits.Theme(request.Language)),
            ("trends", List(signals.Trends.Select(trend => new JsonObject { ["term"] = trend.Term.Term, ["weight"] = Math.Round(trend.Term.Weight, 2), ["growth"] = Math.Round(trend.Term.Growth, 2) }))),
            ("results", List(signals.Results.Select(row => (Row: row, Told: book.RateOf(row))).OrderByDescending(row => row.Told.Rate / Math.Max(row.Told.Usual, double.Epsilon)).ThenBy(row => row.Row.Text, StringComparer.Ordinal).Take(MostResults)
                .Select(row => new JsonObject { ["kind"] = row.Row.Kind.ToString().ToLowerInvariant(), ["text"] = row.Row.Text, ["clickRate"] = Math.Round(row.Told.Rate, 5), ["usual"] = Math.Round(row.Told.Usual, 5) }))),
            ("scenes", List((request.Scenes ?? []).Take(MostScenes).Select(scene => new JsonObject { ["name"] = scene.Name, ["for"] = string.Join(", ", scene.Categories) }))),
        ];
    }

    public override string? Complaint(SlotResult made, CopyRequest request) => made.Ideas is { Count: > 0 } ? null
        : "None of these ideas can be used: each rests on words of the product, claims nothing beyond them, and a scene is a name of the list. Answer with such ideas.";

    protected override CopyAnswer? Unshape(SlotResult slot) =>
        slot.Ideas is not { } ideas ? null : new() { Ideas = [.. ideas.Select(idea => new IdeaAnswer(idea.Kind, idea.Text, idea.Kind == IdeaKind.Scene ? "" : idea.Basis ?? "", idea.Trend ?? ""))] };

    protected override SlotResult? Shape(CopyAnswer answer, CopyRequest request, SlotResult made)
    {
        if (answer.Ideas is not { } found || found.Any(idea => idea?.Text is null)) return null;
        var judge = new IdeaJudge(request);
        var ideas = found.Select(judge.Judge).OfType<Idea>().DistinctBy(idea => (idea.Kind, idea.Text.ToLowerInvariant())).GroupBy(idea => idea.Kind).OrderBy(kind => kind.Key);
        return made with
        {
            Ideas = [.. ideas.SelectMany(kind => kind.OrderByDescending(idea => idea.Score).Take(request.Count))],
            Detail = request.Scenes is null ? "The image service could not be asked for its backgrounds; no scenes are suggested." : null,
        };
    }

    private static JsonArray? List(IEnumerable<JsonObject> entries) => new JsonArray([.. entries]) is { Count: > 0 } list ? list : null;
}
