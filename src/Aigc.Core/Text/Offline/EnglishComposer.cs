using Aigc.Contracts.Items;
using static Aigc.Core.Text.Offline.EnglishGrammar;

namespace Aigc.Core.Text.Offline;

/// <summary>English copy from facts.</summary>
internal sealed class EnglishComposer(ProductFacts facts) : ICopyComposer
{
    // Said of a product alone these sound whole; the others want a noun.
    private static readonly string[] Standing = ["rechargeable", "adjustable", "foldable", "collapsible", "machine-washable", "insulated", "dimmable", "reliable", "spacious"];
    private static readonly string[] Unsearched = ["versatile", "reliable", "ergonomic", "adjustable", "rugged", "spacious"];
    private const int FewestPoints = 3;

    // A line of an ad that is shorter than this says too little by itself.
    private const int ShortLine = 30;
    private readonly bool _plural = facts.Name.EndsWith('s') && !facts.Name.EndsWith("ss", StringComparison.OrdinalIgnoreCase);
    private readonly string? _colour = facts.Colour?.Value is "rainbow" ? "rainbow colors" : facts.Colour?.Value.Replace("/", " and ", StringComparison.Ordinal);

    public string SentenceGap => " ";

    private string NameBy => facts.Brand is { } brand && !Mentions(facts.Name, brand) ? $"{facts.Name} by {brand}" : facts.Name;

    private string Full => facts.Brand is { } brand && !Mentions(facts.Name, brand) ? $"{brand} {facts.Name}" : facts.Name;

    private string Be => _plural ? "are" : "is";

    private string Have => _plural ? "have" : "has";

    // Carbon fiber trekking poles need not be told to be made with carbon fiber.
    private bool SaysMaterial => facts.MaterialIsNew && !Mentions(facts.Name, facts.Material!.Value);

    private string Noun => facts.Noun?.English ?? (_plural ? "products" : "product");

    public string Title(int maxLength)
    {
        var title = Full;
        foreach (var (extra, said) in new[] { (facts.Colour?.Value, TitleCase(facts.Colour?.Value ?? "")), (facts.Capacity?.Value, facts.Capacity?.Value), (facts.Material?.Value, TitleCase(facts.Material?.Value ?? "")) })
            if (extra is not null && !MentionsAny(facts.Name, extra) && TextLength.Of(title) + extra.Length + 2 <= maxLength) title += $", {said}";
        return CopyNormaliser.Shorten(title, maxLength);
    }

    public IEnumerable<(string Text, string Basis)> Titles(int maxLength)
    {
        var telling = Telling().Where(fact => !MentionsAny(facts.Name, fact.Basis)).DistinctBy(fact => fact.Basis).Take(5).ToList();
        return TitleVariants.Of(Full, (Title(maxLength), facts.Name), telling, ", ", maxLength);
    }

    // What buyers compare products by.
    private IEnumerable<(string Said, string Basis)> Telling()
    {
        foreach (var fact in new[] { facts.Material, facts.Colour }.OfType<Fact>()) yield return (TitleCase(fact.Value), fact.Value);
        if (facts.Capacity is { } capacity) yield return (capacity.Value, capacity.Value);
        foreach (var quality in facts.NewQualities) yield return (TitleCase(quality), quality);
        foreach (var feature in facts.Features.Where(feature => feature.Made is null && feature.Words.Length <= 30)) yield return (TitleCase(feature.Words), feature.Words);
    }

    public IEnumerable<string> Points()
    {
        var told = Told().ToList();
        foreach (var point in told) yield return point;
        if (told.Count < FewestPoints && facts.Noun is { } noun && facts.Brand is { } brand) yield return $"{Capital(noun.English)} by {brand}";
        foreach (var (name, value) in Given()) yield return $"{Capital(name.Replace('_', ' '))}: {value}";
    }

    private IEnumerable<string> Told()
    {
        foreach (var feature in facts.Features.Take(4)) yield return Point(feature);
        if (facts.NewQualities is { Count: > 0 } qualities) yield return qualities.Count == 1 ? Capital(qualities[0]) + (Standing.Contains(qualities[0]) ? "" : " design") : Capital(List([.. qualities.Take(3)]));
        if (facts.MaterialIsNew) yield return $"Made with {facts.Material!.Value}";
        if (facts.Persons is { } persons) yield return $"Room for {persons.Value} {(persons.Value == "1" ? "person" : "people")}";
        if (facts.NewStyle is { } style) yield return $"Made for {style.Value} riding";
        foreach (var use in facts.Uses.Take(1)) yield return $"{Capital(use.Said)} {use.Words}";
        if (facts.Capacity is { } capacity) yield return $"Capacity: {capacity.Value}";
        if (_colour is not null) yield return $"Color: {_colour}";
        foreach (var feature in facts.Features.Skip(4)) yield return Point(feature);
    }

    public IEnumerable<string> Sentences()
    {
        var (be, they, feature) = (Be, _plural ? "They" : "It", _plural ? "feature" : "features");
        var has = facts.Features.Where(one => one.Made is null).Take(6).SelectMany(one => Things(one.Words)).ToList();
        if (facts.NewQualities is { Count: > 0 } qualities)
        {
            yield return $"The {NameBy} {be} {List([.. qualities.Take(3)])}.";
            if (has.Count > 0) yield return $"{they} {feature} {List(has)}.";
        }
        else yield return has.Count > 0 ? $"The {NameBy} {feature} {List(has)}."
            : facts.NewStyle is { } style ? $"The {NameBy} {be} made for {style.Value} riding."
            : _colour is not null ? $"The {NameBy} {(_plural ? "come" : "comes")} in {_colour}."
            : $"{NameBy}.";
        // One subject for several verbs: a row of sentences that all begin with "it" reads like a list.
        foreach (var verbs in Verbs(has.Count > 0 || facts.NewQualities.Count > 0 || facts.NewStyle is not null).Chunk(3)) yield return $"{they} {Joined(verbs)}.";
    }

    /// <param name="withColour">The first sentence has not said it.</param>
    private IEnumerable<string> Verbs(bool withColour)
    {
        foreach (var made in facts.Features.Where(one => one.Made is not null)) yield return $"{Be} {made.Made} {Lower(made.Words)}";
        if (SaysMaterial) yield return $"{Be} made with {facts.Material!.Value}";
        if (facts.Persons is { } persons && !facts.Features.Any(one => one.Words.Contains("people", StringComparison.Ordinal))) yield return $"{Have} room for {persons.Value} {(persons.Value == "1" ? "person" : "people")}";
        foreach (var use in facts.Uses.Take(1)) yield return $"{Be} {use.Said} {use.Words}";
        if (facts.Capacity is { } capacity && !MentionsAny(facts.Name, capacity.Value)) yield return $"{Have} a capacity of {capacity.Value}";
        if (_colour is not null && withColour) yield return $"{(_plural ? "come" : "comes")} in {_colour}";
    }

    public IEnumerable<AttributeValue> Attributes()
    {
        foreach (var (name, fact) in new[] { ("color", facts.Colour), ("material", facts.Material), ("capacity", facts.Capacity), ("persons", facts.Persons), ("season", facts.Season is { } season ? season with { Value = $"{season.Value}-season" } : null), ("style", facts.Style) })
            if (fact is not null) yield return new(name, fact.Value, fact.Evidence, fact.Confidence);
        if (facts.Qualities.Count > 0) yield return new("properties", string.Join(", ", facts.Qualities.Select(quality => quality.Value)), string.Join(", ", facts.Qualities.Select(quality => quality.Evidence)), 0.8);
        if (facts.Features.Count > 0) yield return new("features", string.Join("; ", facts.Features.Select(feature => feature.Words)), string.Join("; ", facts.Features.Select(feature => feature.Source)), 0.8);
        if (facts.Uses.Count > 0) yield return new("use", facts.Uses[0].Words, facts.Uses[0].Words, 0.7);
        foreach (var (name, value) in Given()) yield return new(name, value, $"feed: {name}", 1);
    }

    public IEnumerable<string> Headlines()
    {
        yield return Full;
        yield return facts.Name;
        if (facts.Brand is { } brand && facts.Noun is { } noun) yield return $"{brand} {TitleCase(noun.English)}";
        foreach (var feature in facts.Features) yield return TitleCase(feature.Words);
        if (facts.NewQualities is { Count: > 0 } qualities) yield return TitleCase(qualities.Count == 1 ? $"{qualities[0]} {Noun}" : List([.. qualities.Take(2)]));
        if (facts.MaterialIsNew) yield return $"Made With {TitleCase(facts.Material!.Value)}";
        if (facts.Noun is not null && _colour is not null) yield return TitleCase($"{Noun} in {_colour}");
        if (facts.Persons is { Value: not "1" } persons) yield return $"Room for {persons.Value} People";
    }

    public IEnumerable<string> AdLines(int columns)
    {
        var lines = Claims(columns).Where(line => TextLength.InColumns(line) <= columns).ToList();
        return lines.Count > 1 ? lines : [.. lines, $"{NameBy}."];
    }

    // A line of an ad stands alone, so none of them starts with "it".
    private IEnumerable<string> Claims(int columns)
    {
        if (facts.NewQualities is { Count: > 0 } qualities && (qualities.Count > 1 || !Unsearched.Contains(qualities[0]))) yield return $"{NameBy}: {List([.. qualities.Take(3)])}.";
        foreach (var line in Packed(facts.Features.Where(feature => feature.Made is null).SelectMany(feature => Parts(feature.Words)), columns)) yield return Line(line, columns);
        foreach (var made in facts.Features.Where(feature => feature.Made is not null)) yield return $"{Point(made)}.";
        if (facts.NewStyle is { } style) yield return $"{NameBy}: made for {style.Value} riding.";
        if (SaysMaterial) yield return $"{NameBy}: made with {facts.Material!.Value}.";
        foreach (var use in facts.Uses.Take(1)) yield return $"{Capital(use.Said)} {use.Words}.";
        if (_colour is not null && !MentionsAny(facts.Name, _colour)) yield return $"{Full} in {_colour}.";
    }

    private string Line(IReadOnlyList<string> parts, int columns)
    {
        var line = $"{Capital(List(parts))}.";
        if (parts.Count > 1 || line.Length > ShortLine) return line;
        var named = $"{facts.Name} with {string.Concat(Things(parts[0]))}.";
        return TextLength.InColumns(named) <= columns ? named : line;
    }

    public IEnumerable<Keyword> Keywords()
    {
        if (facts.Noun is { } noun)
        {
            yield return new(noun.English, KeywordKind.Core, "what it is");
            if (facts.Brand is { } brand) yield return new(Lowered($"{brand} {noun.English}"), KeywordKind.Core, "brand");
            foreach (var synonym in noun.Synonyms) yield return new(Lowered(synonym), KeywordKind.Expansion, $"another name of '{noun.English}'");
            foreach (var quality in facts.Qualities.Take(3).Select(quality => quality.Value).Where(quality => !Mentions(noun.English, quality) && !Unsearched.Contains(quality))) yield return new($"{quality} {noun.English}", KeywordKind.Expansion, "property");
            if (facts.Colour is { } colour) yield return new($"{colour.Value.Replace("/", " and ", StringComparison.Ordinal)} {noun.English}", KeywordKind.Expansion, "color");
            if (facts.Material is { } material && !Mentions(noun.English, material.Value)) yield return new($"{material.Value} {noun.English}", KeywordKind.Expansion, "material");
            if (facts.Capacity is { } capacity) yield return new($"{capacity.Value} {noun.English}", KeywordKind.Expansion, "capacity");
            if (facts.Persons is { } persons) yield return new($"{persons.Value}-person {noun.English}", KeywordKind.Expansion, "persons");
            if (facts.NewStyle is { } style) yield return new($"{style.Value} {noun.English}", KeywordKind.Expansion, "style");
            foreach (var theme in noun.Themes) yield return new(theme, KeywordKind.Idea, $"theme of '{noun.English}'");
            foreach (var use in facts.Uses.Where(use => use.Words.Length <= 30)) yield return new($"{noun.English} for {use.Words}", KeywordKind.Idea, "use");
        }
        yield return new(Lowered(facts.Name), KeywordKind.Core, "name");
        if (facts.Brand is not null) yield return new(Lowered(Full), KeywordKind.Core, "brand and name");
    }

    private IEnumerable<KeyValuePair<string, string>> Given() => facts.Given.Where(given => given.Key is not ("color" or "colour" or "material"));

    private static string Point(Feature feature) => feature.Made is null ? Capital(feature.Words) : $"{Capital(feature.Made)} {Lower(feature.Words)}";

    // As many parts a line as it has room for; a part that is too long alone is left out, and one that is a list itself has a line of its own.
    private static IEnumerable<IReadOnlyList<string>> Packed(IEnumerable<string> parts, int columns)
    {
        var line = new List<string>();
        foreach (var part in parts.Where(part => part.Length < columns))
        {
            if (line.Count > 0 && (part.Contains(',') || line[^1].Contains(',') || List([.. line, part]).Length + 1 > columns))
            {
                yield return line;
                line = [];
            }
            line.Add(part);
        }
        if (line.Count > 0) yield return line;
    }

    // Abbreviations and measures keep their capitals: GPS, B&R, 45L.
    private static string Lowered(string text) => string.Join(' ', text.Split(' ').Select(word => word.Any(char.IsLower) ? word.ToLowerInvariant() : word));

    private static bool Mentions(string text, string words) => words.Split('/', ' ').All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool MentionsAny(string text, string words) => words.Split('/', ' ').Any(word => word.Length > 1 && text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
