using Aigc.Contracts.Items;
using Aigc.Core.Text.Offline;

namespace Aigc.Core.Text.Ideas;

/// <summary>Ideas without a model: what the vocabulary has for such products, trends and themes that the product's words bear out, titles from its facts, and the backgrounds that there are.</summary>
internal static class OfflineIdeas
{
    public static IReadOnlyList<IdeaAnswer> Of(CopyRequest request, ICopyComposer composer, Func<string, bool> allowed)
    {
        var (words, core) = (new IdeaWords(request), composer.Keywords().Where(keyword => keyword.Kind != KeywordKind.Idea).Select(keyword => keyword.Text).ToHashSet(StringComparer.OrdinalIgnoreCase));
        var signals = IdeaSignals.Of(request, words);
        var known = signals.Trends.Select(trend => trend.Term.Term).Concat(signals.Results.Where(row => row.Kind == IdeaKind.Theme).Select(row => row.Text)).Where(words.IsKnown).Where(term => !core.Contains(term));
        var themes = known.Select(term => new IdeaAnswer(IdeaKind.Theme, term, term)).Concat(composer.Keywords().Where(keyword => keyword.Kind == KeywordKind.Idea).Select(keyword => new IdeaAnswer(IdeaKind.Theme, keyword.Text, keyword.Text)));
        var scenes = (request.Scenes ?? []).Select(scene => new IdeaAnswer(IdeaKind.Scene, scene.Name, ""));
        var titles = composer.Titles(request.MaxLength).Select(title => new IdeaAnswer(IdeaKind.Title, title.Text, title.Basis));
        return [.. themes.Concat(scenes).Concat(titles).Where(idea => allowed(idea.Text)).DistinctBy(idea => (idea.Kind, idea.Text.ToLowerInvariant()))];
    }
}
