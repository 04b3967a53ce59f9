using Aigc.Contracts.Items;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Facts;

namespace Aigc.Core.Text.Ideas;

/// <summary>
/// Says what an idea is worth, whoever had it: it must rest on the product's words or on those for its kind, must claim nothing beyond them, and a scene must be
/// a background that there is. A trend states no fact: its words are let into a title only where the product says them too.
/// </summary>
internal sealed class IdeaJudge
{
    // Ours: that it suits counts a little more than that it is asked for, or that the like of it has worked.
    private const double SuitsWeight = 0.4;
    private const double TrendWeight = 0.3;
    private const double ResultsWeight = 0.3;
    private const double OfItsKind = 0.7;
    private const double Unjudged = 0.5;
    private readonly CopyRequest _request;
    private readonly IdeaWords _words;
    private readonly IdeaSignals _signals;
    private readonly IdeaResultBook _results;
    private readonly Evidence _evidence;
    private readonly IReadOnlyList<string> _markets;

    public IdeaJudge(CopyRequest request)
    {
        (_request, _words, _evidence) = (request, new(request), new(request.Product));
        _signals = IdeaSignals.Of(request, _words);
        _results = new(_signals.Results);
        _markets = FactGuard.MarketsOf(request.Rules.Market, request.Language);
    }

    /// <summary>Null where it must not be made.</summary>
    public Idea? Judge(IdeaAnswer said)
    {
        if (said.Kind == IdeaKind.Scene) return Scene(said);
        var (text, basis) = (CopyNormaliser.Line(said.Text, said.Kind == IdeaKind.Title ? _request.MaxLength : CopyLimits.Theme(_request.Language)), CopyNormaliser.Line(said.Basis, 200));
        if (text is null || basis is null || Claims(text, said.Kind)) return null;
        var own = _evidence.Bears(basis) || _words.IsFact(basis);
        return own || (said.Kind == IdeaKind.Theme && _words.IsKnown(basis)) ? Weighed(said with { Text = text, Basis = basis }, own ? 1 : OfItsKind, text) : null;
    }

    private Idea? Scene(IdeaAnswer said)
    {
        if (_request.Scenes?.FirstOrDefault(scene => scene.Name.Equals(said.Text.Trim(), StringComparison.OrdinalIgnoreCase)) is not { } scene) return null;
        return Weighed(said with { Text = scene.Name, Basis = CopyNormaliser.Line(IdeaScenes.CategoryOf(_request), 200) }, scene.Fit ?? Unjudged, $"{scene.Name} {string.Join(' ', scene.Categories)}");
    }

    private bool Claims(string text, IdeaKind kind)
    {
        if (FactGuard.Check(_words.Facts, new("ideas", text, _request.Language, _markets)).Count > 0) return true;
        var book = IdeaWords.BookOf([text]);
        return _signals.Trends.SelectMany(trend => _words.StrangeIn(trend.Term.Term, ofKind: kind == IdeaKind.Theme)).Any(word => IdeaWords.IsSaid(book, word));
    }

    private Idea Weighed(IdeaAnswer said, double suits, string speaking)
    {
        var book = IdeaWords.BookOf([speaking]);
        var trends = _signals.Trends.Where(trend => trend.Term.Term.Equals(said.Trend?.Trim(), StringComparison.OrdinalIgnoreCase) || IdeaWords.IsSaid(book, trend.Term.Term)).OrderByDescending(trend => trend.Score).ToList();
        // Each further trend adds to what is left of the way to 1.
        var asked = 1 - trends.Aggregate(1.0, (left, trend) => left * (1 - trend.Score));
        var (results, worked) = _results.Of(said);
        var score = (SuitsWeight * suits) + (TrendWeight * asked) + (ResultsWeight * (worked ?? Unjudged));
        var reason = new IdeaReasons(_request.Language).Of(said, trends.FirstOrDefault()?.Term, results);
        return new(said.Kind, said.Text, Math.Round(score, 3), reason) { Basis = said.Basis, Trend = trends.FirstOrDefault()?.Term.Term, Results = results };
    }
}
