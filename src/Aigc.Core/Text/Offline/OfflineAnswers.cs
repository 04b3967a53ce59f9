using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Ideas;

namespace Aigc.Core.Text.Offline;

/// <summary>What the rules answer to each capability, and what they refuse.</summary>
internal static class OfflineAnswers
{
    /// <exception cref="ProblemException"><c>language-not-supported</c>, <c>not-enough-data</c>, <c>translation-needs-model</c> (422).</exception>
    public static CopyAnswer Of(CopyRequest request)
    {
        if (request.Source is { } source) return new() { Translation = Translated(source, request) };
        if (request.Kind == Slots.Category) return new() { Category = Ranked(request) };
        // Words that the recipe forbids are not used: a fact that needs one is left out.
        bool Allowed(string text) => !(request.Rules.ForbiddenWords ?? []).Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
        var composer = ComposerOf(request, Allowed);
        return request.Kind switch
        {
            Slots.Title => new() { Title = composer.Title(request.MaxLength) },
            Slots.Description => new() { Description = Whole(composer.Sentences().Where(Allowed), composer.SentenceGap, request.MaxLength) },
            Slots.Highlights => new() { Highlights = [.. composer.Points().Where(Allowed).Where(point => TextLength.Of(point) <= request.MaxLength).Distinct(StringComparer.OrdinalIgnoreCase).Take(request.Count)] },
            Slots.Ad => new() { Ad = Ad(composer, request, Allowed) },
            Slots.Keywords => new() { Keywords = [.. composer.Keywords().Where(keyword => Allowed(keyword.Text)).DistinctBy(keyword => keyword.Text, StringComparer.OrdinalIgnoreCase).OrderBy(keyword => keyword.Kind).Take(request.Count)] },
            Slots.Ideas => new() { Ideas = OfflineIdeas.Of(request, composer, Allowed) },
            _ => new() { Attributes = [.. composer.Attributes()] },
        };
    }

    /// <summary>Null where the rules have nothing to say of the product in the language.</summary>
    public static ICopyComposer? FindComposer(CopyRequest request)
    {
        try
        {
            return ComposerOf(request, _ => true);
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    private static List<CategoryMatch> Ranked(CopyRequest request)
    {
        var ranked = request.Tree.Rank(request.Product).Take(3).Select(guess => new CategoryMatch(guess.Category.Path, guess.Confidence, guess.Evidence)).ToList();
        return ranked.Count > 0 ? ranked : throw new ProblemException("not-enough-data", "No word of the product speaks for a category of the tree.", 422);
    }

    private static ICopyComposer ComposerOf(CopyRequest request, Func<string, bool> allowed)
    {
        var language = LanguageOf(request.Language);
        if (language == "en" && ProductTexts.IsChinese($"{request.Product.Title} {request.Product.Description}"))
            throw new ProblemException("language-not-supported", "The product is described in Chinese; without a language model it cannot be put into English.", 422);
        var facts = FactFinder.Find(request.Product);
        return language switch
        {
            "en" => new EnglishComposer(facts.Saying(allowed)),
            "zh" => new SpacedComposer(new ChineseComposer(facts)),
            _ => throw new ProblemException("language-not-supported", $"Without a language model there is no copy in '{request.Language}'; English and Chinese can be composed.", 422),
        };
    }

    // Whole sentences only.
    private static string Whole(IEnumerable<string> sentences, string gap, int length)
    {
        var text = "";
        foreach (var sentence in sentences)
        {
            var longer = text.Length == 0 ? sentence : text + gap + sentence;
            if (text.Length > 0 && TextLength.Of(longer) > length) break;
            text = longer;
        }
        return text;
    }

    private static AdLines Ad(ICopyComposer composer, CopyRequest request, Func<string, bool> allowed)
    {
        var limits = CopyLimits.OfAd(request.Output.AdChannel);
        var headlines = Fitting(composer.Headlines(), limits.Headline, request.Output.Count ?? limits.Headlines, allowed);
        var descriptions = Fitting(composer.AdLines(limits.Description), limits.Description, limits.Descriptions, allowed);
        return headlines.Count > 0 && descriptions.Count > 0 ? new(headlines, descriptions) : throw new ProblemException("not-enough-data", "The product's words give no line that is short enough for the ad.", 422);
    }

    private static List<string> Fitting(IEnumerable<string> lines, int columns, int count, Func<string, bool> allowed) =>
        [.. lines.Where(line => TextLength.InColumns(line) <= columns).Where(allowed).Distinct(StringComparer.OrdinalIgnoreCase).Take(count)];

    // Names and values of attributes are looked up; whatever is more than that takes a model.
    private static List<string> Translated(TranslationSource source, CopyRequest request)
    {
        var language = LanguageOf(request.Language);
        if (request.Kind != Slots.Attributes || language is not ("en" or "zh")) throw NeedsModel($"'{request.Kind}' into '{request.Language}'");
        return [.. source.Pieces.Chunk(2).SelectMany(pair => (language == "zh" ? AttributeWords.ToChinese(pair[0], pair[1]) : AttributeWords.ToEnglish(pair[0], pair[1])) is { } found ? new[] { found.Name, found.Value } : throw NeedsModel($"'{pair[0]}: {pair[1]}'"))];
    }

    private static ProblemException NeedsModel(string what) => new("translation-needs-model", $"Translating {what} takes a language model; by rules only attributes whose every word is in the vocabulary are translated.", 422);

    private static string LanguageOf(string tag) => tag.Split('-', 2)[0].ToLowerInvariant();
}
