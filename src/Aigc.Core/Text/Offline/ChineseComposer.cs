using Aigc.Contracts.Items;
using Aigc.Core.Text.Facts.Terms;

namespace Aigc.Core.Text.Offline;

/// <summary>Chinese copy from facts. Proper names stay as they are; a fact that the rules have no Chinese for is left out.</summary>
internal sealed class ChineseComposer(ProductFacts facts) : ICopyComposer
{
    private static readonly string[] Built = ["设计", "结构", "外形", "版型", "板型", "硬度", "面料", "材料", "涂层", "技术", "表面"];
    private static readonly string[] Able = ["功能", "防护", "能力", "性能", "空间", "追踪", "存储"];
    private readonly ChineseName _name = ChineseName.Of(facts);
    private readonly IReadOnlyList<string> _features = [.. facts.Features.Where(feature => feature.Made is null).Select(feature => ChinesePhrases.Of(feature.Words)).OfType<string>()];
    private readonly IReadOnlyList<string> _made = [.. facts.Features.Where(feature => feature.Made is not null).Select(feature => ChinesePhrases.Of(feature.Words)).OfType<string>()];
    private readonly IReadOnlyList<string> _qualities = [.. facts.NewQualities.Take(3).Select(quality => Lexicon.Qualities[quality])];
    private readonly IReadOnlyList<string> _leading = [.. facts.NewQualities.Take(3).Select(quality => Lexicon.LeadingQualities[quality])];

    public string SentenceGap => "";

    private string Full => _name.Full(facts.Brand);

    private string? Use => facts.Uses.Select(use => Lexicon.Uses.GetValueOrDefault(use.Words)).FirstOrDefault(use => use is not null);

    private string? Style => facts.NewStyle is { } style ? Lexicon.Styles[style.Value] : null;

    public string Title(int maxLength)
    {
        var title = Full;
        foreach (var extra in new[] { Colour(), facts.Capacity?.Value, Material() })
            if (extra is { Length: > 1 } && !title.Contains(extra, StringComparison.OrdinalIgnoreCase) && TextLength.Of(title) + extra.Length + 1 <= maxLength) title += $" {extra}";
        return CopyNormaliser.Shorten(title, maxLength);
    }

    public IEnumerable<(string Text, string Basis)> Titles(int maxLength)
    {
        string?[] said = [Material(), Colour(), facts.Capacity?.Value, .. _qualities, .. _features.Where(feature => feature.Length <= 12 && !feature.Contains('，'))];
        var telling = said.OfType<string>().Where(fact => fact.Length > 1 && !Full.Contains(fact, StringComparison.OrdinalIgnoreCase)).Distinct().Take(5).Select(fact => (fact, fact)).ToList();
        return TitleVariants.Of(Full, (Title(maxLength), facts.Name), telling, " ", maxLength);
    }

    public IEnumerable<string> Points()
    {
        foreach (var feature in _features.Take(4)) yield return feature;
        foreach (var made in _made) yield return $"采用{made}";
        if (_qualities.Count > 0) yield return string.Join("、", _qualities);
        if (facts.MaterialIsNew && Material() is { } material) yield return $"材质：{material}";
        if (facts.Persons is { } persons) yield return $"可容纳{ChineseName.Number(persons.Value)}人";
        if (Style is not null) yield return $"适合{Style}滑行";
        if (Use is not null) yield return $"适合{Use}";
        if (facts.Capacity is { } capacity) yield return $"容量：{capacity.Value}";
        if (Colour() is { } colour) yield return $"颜色：{colour}";
        foreach (var feature in _features.Skip(4)) yield return feature;
        if (_name.Kind is { } kind && facts.Brand is { } brand) yield return $"{brand} {kind}";
    }

    public IEnumerable<string> Sentences()
    {
        var told = Told().ToList();
        // The first sentence carries the name and whatever is said of the whole.
        if (_leading.Count > 0 && _name is { Proper.Length: > 0, Kind: { } kind }) yield return $"{_name.Own(facts.Brand)} 是一款{Leading(3)}的{kind}。";
        else if (_qualities.Count > 0) yield return $"{Full}，{string.Join("、", _qualities)}。";
        else if (Style is not null) yield return $"{Full}，适合{Style}滑行。";
        else if (told.Count > 0)
        {
            yield return $"{Full}，{string.Join("，", told)}。";
            told.Clear();
        }
        else yield return $"{Full}{(Colour() is { } only ? $"，颜色为{only}" : "")}。";
        if (told.Count > 0) yield return $"{string.Join("，", told)}。";
        if (facts.Persons is { } persons && !_features.Any(feature => feature.Contains('人'))) yield return $"可容纳{ChineseName.Number(persons.Value)}人。";
        if (Use is not null) yield return $"适合{Use}。";
        if (facts.Capacity is { } capacity && !Full.Contains(capacity.Value, StringComparison.Ordinal)) yield return $"容量为 {capacity.Value}。";
        if (Colour() is { } colour && (_features.Count > 0 || _made.Count > 0 || _qualities.Count > 0 || Style is not null)) yield return $"颜色为{colour}。";
    }

    public IEnumerable<AttributeValue> Attributes()
    {
        if (facts.Colour is { } colour && Colour() is { } chinese) yield return new("颜色", chinese, colour.Evidence, colour.Confidence);
        if (facts.Material is { } material && Material() is { } named) yield return new("材质", named, material.Evidence, material.Confidence);
        foreach (var (name, fact) in new[] { ("容量", facts.Capacity), ("适用人数", facts.Persons) })
            if (fact is not null) yield return new(name, fact.Value, fact.Evidence, fact.Confidence);
        if (facts.Season is { } season) yield return new("适用季节", $"{ChineseName.Number(season.Value)}季", season.Evidence, season.Confidence);
        if (facts.Style is { } style) yield return new("滑行风格", Lexicon.Styles[style.Value], style.Evidence, style.Confidence);
        if (facts.Qualities.Count > 0) yield return new("特点", string.Join("、", facts.Qualities.Select(quality => Lexicon.Qualities[quality.Value])), string.Join(", ", facts.Qualities.Select(quality => quality.Evidence)), 0.8);
        var told = facts.Features.Select(feature => (feature.Source, Chinese: ChinesePhrases.Of(feature.Words))).Where(feature => feature.Chinese is not null).ToList();
        if (told.Count > 0) yield return new("配置", string.Join("；", told.Select(feature => feature.Chinese)), string.Join("; ", told.Select(feature => feature.Source)), 0.8);
        foreach (var (name, value) in facts.Given.Where(given => given.Key is not ("color" or "colour" or "material")))
            if (AttributeWords.ToChinese(name, value) is { } pair) yield return new(pair.Name, pair.Value, $"feed: {name}", 1);
    }

    public IEnumerable<string> Headlines()
    {
        yield return Full;
        if (_name.Kind is { } kind)
        {
            if (facts.Brand is { } brand) yield return $"{brand} {kind}";
            if (_qualities.Count > 0) yield return $"{Leading(2)}{kind}";
            if (Colour() is { } colour) yield return $"{colour}{kind}";
        }
        foreach (var feature in _features) yield return feature.Split('，')[0];
        if (Use is not null) yield return $"适合{Use}";
    }

    public IEnumerable<string> AdLines(int columns)
    {
        var (first, told) = (Sentences().First(), string.Join('，', Told()));
        if (TextLength.InColumns(first) <= columns) yield return first;
        // What the first line has said is not said twice.
        if (!first.Contains(told, StringComparison.Ordinal) || TextLength.InColumns(first) > columns)
            foreach (var line in TextLength.InColumns(told) + 2 <= columns ? [$"{told}。"] : Packed(Told(), columns)) yield return line;
        if (Use is not null) yield return $"适合{Use}。";
        if (Colour() is { } colour) yield return $"{Full}，{colour}。";
    }

    public IEnumerable<Keyword> Keywords()
    {
        yield return new(Full, KeywordKind.Core, "品牌与名称");
        if (_name.Kind is not { } kind || facts.Noun is not { } noun) yield break;
        yield return new(noun.Chinese, KeywordKind.Core, "品类");
        if (facts.Brand is { } brand) yield return new($"{brand} {noun.Chinese}", KeywordKind.Core, "品牌");
        if (kind != noun.Chinese) yield return new(kind, KeywordKind.Expansion, "标题");
        foreach (var synonym in noun.ChineseSynonyms) yield return new(synonym, KeywordKind.Expansion, $"“{noun.Chinese}”的别名");
        foreach (var quality in _qualities.Where(quality => quality.Length <= 3)) yield return new($"{quality}{noun.Chinese}", KeywordKind.Expansion, "特点");
        if (Colour() is { } colour) yield return new($"{colour}{noun.Chinese}", KeywordKind.Expansion, "颜色");
        if (Material() is { } material && !kind.Contains(material, StringComparison.Ordinal)) yield return new($"{material}{noun.Chinese}", KeywordKind.Expansion, "材质");
        foreach (var theme in noun.ChineseThemes) yield return new(theme, KeywordKind.Idea, $"“{noun.Chinese}”的主题");
        // 背包旅行帐篷 is looked for, 各水平的滑雪者单板滑雪板 is not.
        if (Use is { Length: <= 4 } use && use[0] != '各' && !use.Contains('和') && !use.Contains('的')) yield return new($"{use}{noun.Chinese}", KeywordKind.Idea, "用途");
    }

    // What it is made of and how it is built, what it has, what it can do: each with the verb that goes with it.
    private IEnumerable<string> Told()
    {
        // What is listed in one breath has one verb: GPS 轨迹追踪、高度计和指南针功能.
        var parts = _features.Select(feature => feature.Split('，')[0]).SelectMany(feature => feature.Contains('、') && Able.Any(feature.EndsWith) ? [feature] : feature.Split('和')).ToList();
        var made = _made.Select(one => one.Split('，')[0]).Concat(facts.MaterialIsNew && Material() is { } material && _name.Kind?.Contains(material, StringComparison.Ordinal) != true ? [$"{material}材质"] : []).Concat(parts.Where(part => Built.Any(part.EndsWith))).ToList();
        var able = parts.Where(part => Able.Any(part.EndsWith)).ToList();
        var dressed = parts.Where(part => part.EndsWith("点缀", StringComparison.Ordinal)).ToList();
        var has = parts.Except(made).Except(able).Except(dressed).ToList();
        foreach (var (verb, things) in new[] { ("采用", made), ("配有", has), ("具备", able), ("饰有", dressed) })
            if (things.Count > 0) yield return verb + List(things);
    }

    private string Leading(int count) => string.Join(_leading.Count > 2 && count > 2 ? "、" : "", _leading.Take(count));

    private static string List(List<string> things) => things.Count < 2 ? string.Concat(things) : $"{string.Join("、", things.SkipLast(1))}和{things[^1]}";

    private string? Material() => facts.Material is not { } material ? null : ProductTexts.IsChinese(material.Value) ? material.Value
        : Lexicon.Modifiers.GetValueOrDefault(material.Value) ?? (TermLexicon.Shipped.Find(material.Value) is [{ Term: { Kind: FactKind.Material } term }, ..] ? term.Chinese : null);

    // Two colours of one character each are one word: 黑蓝色.
    private string? Colour()
    {
        var words = facts.Colours.Select(term => term.Chinese).Distinct().ToList();
        if (words.Count == 0) return null;
        return words.Count == 2 && words.TrueForAll(word => word.Length == 2) ? $"{words[0][0]}{words[1]}" : string.Join("、", words);
    }

    private static IEnumerable<string> Packed(IEnumerable<string> parts, int columns)
    {
        var line = "";
        foreach (var part in parts.Where(part => TextLength.InColumns(part) + 2 <= columns))
        {
            var longer = line.Length == 0 ? part : $"{line}，{part}";
            if (TextLength.InColumns(longer) + 2 > columns && line.Length > 0)
            {
                yield return line + "。";
                longer = part;
            }
            line = longer;
        }
        if (line.Length > 0) yield return line + "。";
    }
}
