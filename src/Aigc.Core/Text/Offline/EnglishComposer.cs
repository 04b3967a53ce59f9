using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Offline;

/// <summary>English copy from facts.</summary>
internal sealed class EnglishComposer(ProductFacts facts) : ICopyComposer
{
    private readonly bool _plural = facts.Name is { } name && name.EndsWith('s') && !name.EndsWith("ss", StringComparison.OrdinalIgnoreCase);

    // What a feature already says is said there: "durable zippers" do not make the whole bag durable.
    private readonly IReadOnlyList<Fact> _qualities = [.. facts.Qualities.Where(quality => !facts.Features.Any(feature => Mentions(feature, quality.Value)))];

    public string SentenceGap => " ";

    public string Title(int maxLength)
    {
        var title = Named();
        foreach (var extra in new[] { Capital(facts.Color?.Value), facts.Capacity?.Value, Capital(facts.Material?.Value) })
            if (extra is not null && !Mentions(title, extra) && title.Length + extra.Length + 2 <= maxLength) title += $", {extra}";
        return CopyNormaliser.Shorten(title, maxLength);
    }

    public IEnumerable<string> Points()
    {
        foreach (var feature in facts.Features.Take(4)) yield return Capital(feature)!;
        if (_qualities.Count > 0) yield return Capital(Qualities())!;
        if (facts.Material is { } material && !facts.Features.Any(feature => Mentions(feature, material.Value))) yield return $"Made with {material.Value}";
        if (facts.Capacity is { } capacity) yield return $"Capacity: {capacity.Value}";
        if (facts.Persons is { } persons) yield return $"Room for {persons.Value} {(persons.Value == "1" ? "person" : "people")}";
        foreach (var use in facts.Uses.Take(1)) yield return $"For {use}";
        if (facts.Color is { } color) yield return $"Color: {color.Value}";
        foreach (var feature in facts.Features.Skip(4)) yield return Capital(feature)!;
        if (facts.Features.Count == 0 && facts.Category is { } category) yield return $"Category: {category}";
        foreach (var (name, value) in facts.Given) yield return $"{Capital(name.Replace('_', ' '))}: {value}";
    }

    public IEnumerable<string> Sentences()
    {
        var maker = facts.Brand is { } brand && !Mentions(facts.Name!, brand) ? $" by {brand}" : "";
        var be = _plural ? "are" : "is";
        yield return _qualities.Count > 0
            ? $"The {facts.Name}{maker} {be} {Qualities()}."
            : $"{facts.Name}{maker}{(facts.Category is { } category ? $" ({category})" : "")}.";
        if (facts.Features.Count > 0) yield return $"Features: {Enumerated(facts.Features.Take(5).Select(Lower))}.";
        if (facts.Material is { } material && !facts.Features.Any(feature => Mentions(feature, material.Value))) yield return $"Material: {material.Value}.";
        if (facts.Capacity is { } capacity && !Mentions(facts.Name!, capacity.Value)) yield return $"Capacity: {capacity.Value}.";
        if (facts.Uses.Count > 0) yield return $"Suited to {facts.Uses[0]}.";
        if (facts.Color is { } color) yield return $"Color: {color.Value}.";
    }

    public IEnumerable<AttributeValue> Attributes()
    {
        foreach (var (name, fact) in new[] { ("color", facts.Color), ("material", facts.Material), ("capacity", facts.Capacity), ("persons", facts.Persons) })
            if (fact is not null) yield return new(name, fact.Value, fact.Evidence, fact.Confidence);
        if (_qualities.Count > 0) yield return new("properties", string.Join(", ", _qualities.Select(quality => quality.Value)), string.Join(", ", _qualities.Select(quality => quality.Evidence)), 0.8);
        if (facts.Features.Count > 0) yield return new("features", string.Join("; ", facts.Features), string.Join("; ", facts.Features), 0.8);
        if (facts.Uses.Count > 0) yield return new("use", facts.Uses[0], facts.Uses[0], 0.7);
        foreach (var (name, value) in facts.Given.Where(given => given.Key is not ("color" or "colour" or "material"))) yield return new(name, value, $"feed: {name}", 1);
    }

    private string Qualities() => List(_qualities.Take(3).Select(quality => quality.Value));

    private string Named() => facts.Brand is { } brand && !Mentions(facts.Name!, brand) ? $"{brand} {facts.Name}" : facts.Name!;

    private static bool Mentions(string text, string words) => words.Split('/', ' ').All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string? Capital(string? text) => string.IsNullOrEmpty(text) ? text : char.ToUpperInvariant(text[0]) + text[1..];

    // Words like LED keep their capitals.
    private static string Lower(string text) => text.Length > 1 && char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];

    // Parts that have an "and" of their own are kept apart by semicolons.
    private static string Enumerated(IEnumerable<string> parts)
    {
        var all = parts.ToList();
        return all.Count > 1 && all.Exists(part => part.Contains(" and ", StringComparison.Ordinal) || part.Contains(',')) ? string.Join("; ", all) : List(all);
    }

    private static string List(IEnumerable<string> parts)
    {
        var all = parts.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
