using System.Globalization;
using System.Text.RegularExpressions;

namespace Aigc.Core.Prompts;

/// <summary>Finds in a loose question what a template must settle: what is wanted, in which language, how long, how many, among which answers.</summary>
internal static partial class QuestionReader
{
    private static readonly (string Property, bool IsList, Regex Words)[] Things =
    [
        ("highlights", true, Highlights()), ("keywords", true, Keywords()), ("attributes", true, Attributes()), ("title", false, Titles()), ("description", false, Descriptions()), ("slogan", false, Slogans()), ("category", false, Categories()),
    ];

    private static readonly Dictionary<string, string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["english"] = "en",
        ["chinese"] = "zh-CN",
        ["german"] = "de",
        ["french"] = "fr",
        ["spanish"] = "es",
        ["italian"] = "it",
        ["portuguese"] = "pt",
        ["japanese"] = "ja",
        ["korean"] = "ko",
        ["russian"] = "ru",
        ["arabic"] = "ar",
        ["英文"] = "en",
        ["英语"] = "en",
        ["中文"] = "zh-CN",
        ["德语"] = "de",
        ["德文"] = "de",
        ["法语"] = "fr",
        ["西班牙语"] = "es",
        ["日语"] = "ja",
        ["日文"] = "ja",
        ["韩语"] = "ko",
        ["俄语"] = "ru",
    };

    public static QuestionFacts Read(string question)
    {
        var patterns = TaskPatterns.Of(question);
        var thing = Things.FirstOrDefault(thing => thing.Words.IsMatch(question));
        var labels = patterns.Contains(TaskPatterns.Classification) ? LabelsIn(question) : [];
        return new()
        {
            Patterns = patterns,
            Property = patterns.FirstOrDefault() == TaskPatterns.Translation ? "translation" : thing.Property ?? (labels.Count > 0 || patterns.FirstOrDefault() == TaskPatterns.Classification ? "label" : "answer"),
            IsList = thing.IsList || Number(Count().Match(question)) > 1,
            Language = Language().Match(question) is { Success: true } language ? Languages[language.Value] : null,
            MaxLength = Number(Length().Match(question)),
            Count = Number(Count().Match(question)),
            Labels = labels,
            IsChinese = Han().Count(question) > 2,
        };
    }

    // "positive, negative or neutral"; "one of: a, b, c"; "正面、负面还是中性".
    private static IReadOnlyList<string> LabelsIn(string question)
    {
        var list = Listed().Match(question) is { Success: true } listed ? listed.Groups["list"].Value : Either().Match(question) is { Success: true } either ? either.Value : "";
        var labels = Separators().Split(list).Select(label => label.Trim(' ', '"', '\'', '.', '。', '?', '？', '“', '”')).Where(label => label.Length is > 0 and <= 60).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return labels.Count is >= 2 and <= 50 ? labels : [];
    }

    private static int? Number(Match match) => match.Success && int.TryParse(match.Groups["n"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    [GeneratedRegex(@"\bselling points?\b|\bbullet\w*\b|\bhighlights?\b|卖点", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Highlights();

    [GeneratedRegex(@"\bkeywords?\b|\bsearch terms?\b|关键词|搜索词", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Keywords();

    [GeneratedRegex(@"\battributes?\b|\bspecs?\b|\bspecifications?\b|属性|参数", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Attributes();

    [GeneratedRegex(@"\btitles?\b|\bheadlines?\b|标题", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Titles();

    [GeneratedRegex(@"\bdescriptions?\b|\bdescribe\b|\bproduct text\b|描述|详情|介绍", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Descriptions();

    [GeneratedRegex(@"\bslogans?\b|\btag ?lines?\b|口号|广告语", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Slogans();

    [GeneratedRegex(@"\bcategor(?:y|ies)\b|类目|分类", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Categories();

    [GeneratedRegex(@"\b(?:english|chinese|german|french|spanish|italian|portuguese|japanese|korean|russian|arabic)\b|英文|英语|中文|德语|德文|法语|西班牙语|日语|日文|韩语|俄语", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Language();

    [GeneratedRegex(@"(?:at most|no more than|up to|under|below|max(?:imum)?(?: of)?|within|less than|不超过|最多|少于|控制在)\s*(?<n>\d{1,5})\s*(?:characters?|chars|letters|个?字)|(?<n>\d{1,5})\s*(?:characters?|chars|个?字)(?:\s*(?:or less|max|以内|以下))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Length();

    [GeneratedRegex(@"\b(?<n>\d{1,2})\s+(?:\w+\s+)?(?:selling points|bullets?|points|titles|keywords|slogans|ideas|sentences|options)|(?<n>\d{1,2})\s*(?:个|条)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Count();

    [GeneratedRegex(@"(?:one of(?: the following)?|into|among|as|以下|其中之一)\s*[:：]\s*(?<list>[^.?!。？！\n]{3,2000})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Listed();

    [GeneratedRegex(@"(?:\p{L}[\p{L}-]{1,30}(?:,\s*\p{L}[\p{L}-]{1,30})*,?\s+or\s+\p{L}[\p{L}-]{1,30})|(?:[\p{L}]{1,10}(?:、[\p{L}]{1,10})*(?:还是|或)[\p{L}]{1,10})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Either();

    [GeneratedRegex(@"\s*(?:,|;|、|，|；|\bor\b|\band\b|还是|或者?)\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.CultureInvariant)]
    private static partial Regex Han();
}

/// <summary>What a question says; null and empty where it does not.</summary>
internal sealed record QuestionFacts
{
    /// <summary>Kinds of task, the most telling first.</summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>Name of the answer's one property.</summary>
    public required string Property { get; init; }
    public bool IsList { get; init; }

    /// <summary>BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>In characters.</summary>
    public int? MaxLength { get; init; }
    public int? Count { get; init; }
    public IReadOnlyList<string> Labels { get; init; } = [];
    public bool IsChinese { get; init; }

    public string Task => Patterns.FirstOrDefault() ?? TaskPatterns.Generation;
}
