using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Offline;

/// <summary>Chinese copy from facts. Labels, punctuation and known words are Chinese; product words that it cannot translate stay as they are.</summary>
internal sealed class ChineseComposer(ProductFacts facts) : ICopyComposer
{
    public string SentenceGap => "";

    public string Title(int maxLength)
    {
        var title = facts.Brand is { } brand && !facts.Name!.Contains(brand, StringComparison.OrdinalIgnoreCase) ? $"{brand} {facts.Name}" : facts.Name!;
        foreach (var extra in new[] { Color(), Category(), facts.Capacity?.Value })
            if (extra is not null && !title.Contains(extra, StringComparison.OrdinalIgnoreCase) && title.Length + extra.Length + 1 <= maxLength) title += $" {extra}";
        return CopyNormaliser.Shorten(title, maxLength);
    }

    public IEnumerable<string> Points()
    {
        if (facts.Qualities.Count > 0) yield return $"特点：{Qualities()}";
        if (Material() is { } material) yield return $"材质：{material}";
        if (Color() is { } color) yield return $"颜色：{color}";
        if (facts.Capacity is { } capacity) yield return $"容量：{capacity.Value}";
        if (facts.Persons is { } persons) yield return $"适用人数：{persons.Value} 人";
        foreach (var feature in facts.Features) yield return $"配置：{feature}";
        if (Category() is { } category) yield return $"类别：{category}";
    }

    public IEnumerable<string> Sentences()
    {
        yield return $"{facts.Name}{(facts.Brand is { } brand ? $"，{brand} 出品" : "")}{(Category() is { } category ? $"，{category}" : "")}。";
        if (facts.Qualities.Count > 0) yield return $"{Qualities()}。";
        if (facts.Features.Count > 0) yield return $"配置包括：{string.Join("、", facts.Features.Take(5))}。";
        if (Material() is { } material) yield return $"材质：{material}。";
        if (Color() is { } color) yield return $"颜色：{color}。";
        if (facts.Capacity is { } capacity) yield return $"容量：{capacity.Value}。";
    }

    public IEnumerable<AttributeValue> Attributes()
    {
        if (facts.Color is { } color) yield return new("颜色", Color()!, color.Evidence, color.Confidence);
        if (facts.Material is { } material) yield return new("材质", Material()!, material.Evidence, material.Confidence);
        if (facts.Capacity is { } capacity) yield return new("容量", capacity.Value, capacity.Evidence, capacity.Confidence);
        if (facts.Persons is { } persons) yield return new("适用人数", persons.Value, persons.Evidence, persons.Confidence);
        if (facts.Qualities.Count > 0) yield return new("特点", Qualities(), string.Join(", ", facts.Qualities.Select(quality => quality.Evidence)), 0.8);
        foreach (var (name, value) in facts.Given.Where(given => given.Key is not ("color" or "colour" or "material"))) yield return new(name, value, $"feed: {name}", 1);
    }

    private string? Color() => facts.Color is { } color ? string.Join("/", color.Value.Split('/').Select(word => Vocabulary.Colors.GetValueOrDefault(word.Trim(), word.Trim()))) : null;

    private string? Material() => facts.Material is { } material ? Vocabulary.Materials.GetValueOrDefault(material.Value, material.Value) : null;

    private string? Category() => facts.Category is { } category ? Vocabulary.Categories.GetValueOrDefault(category) : null;

    private string Qualities() => string.Join("、", facts.Qualities.Select(quality => Vocabulary.Qualities[quality.Value]));
}
