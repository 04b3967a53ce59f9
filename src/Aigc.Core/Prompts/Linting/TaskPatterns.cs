using System.Text.RegularExpressions;

namespace Aigc.Core.Prompts;

/// <summary>What kind of task words describe, told by the verbs and nouns they use.</summary>
internal static partial class TaskPatterns
{
    public const string Generation = "generation";
    public const string Extraction = "extraction";
    public const string Classification = "classification";
    public const string Translation = "translation";
    public const string Reasoning = "reasoning";

    private static readonly (string Pattern, Regex Words)[] All = [(Translation, Translating()), (Classification, Classifying()), (Extraction, Extracting()), (Reasoning, Thinking()), (Generation, Writing())];

    /// <summary>The most telling first; empty where nothing is recognised.</summary>
    public static IReadOnlyList<string> Of(string text) =>
        [.. All.Select((pattern, rank) => (pattern.Pattern, Hits: pattern.Words.Count(text), rank)).Where(found => found.Hits > 0).OrderByDescending(found => found.Hits).ThenBy(found => found.rank).Select(found => found.Pattern)];

    [GeneratedRegex(@"\btranslat\w*|\blocali[sz]\w*|\binto (?:English|Chinese|German|French|Spanish|Japanese|Korean|Italian|Portuguese)\b|翻译|译成|译为|本地化", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Translating();

    [GeneratedRegex(@"\bclassif\w*|\bcategori[sz]\w*|\bwhich (?:category|class|type)\b|\bwhat (?:category|type|kind)\b|\bassign\b|\bpositive or negative\b|\bone of the\b|分类|归类|类目|哪一类|属于", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Classifying();

    [GeneratedRegex(@"\bextract\w*|\bfind\b|\bpull out\b|\bidentif\w*|\bfill in\b|\bcomplete the attributes\b|\battributes?\b|\bkeywords?\b|抽取|提取|识别|找出|补全|属性|关键词", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Extracting();

    [GeneratedRegex(@"\bwhy\b|\breason\w*|\bcompare\b|\bstep by step\b|\bhow (?:many|much)\b|\bcalculat\w*|\bdecide\b|\brecommend\w*|\bwhich .{1,40} better\b|为什么|推理|比较|计算|判断|推荐", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Thinking();

    [GeneratedRegex(@"\bwrit\w*|\bgenerat\w*|\bcreat\w*|\bcompose\b|\bdraft\b|\bdescri(?:be|ption)\w*|\btitles?\b|\bslogans?\b|\bcopy\b|\bselling points?\b|\bheadlines?\b|写|生成|撰写|标题|卖点|文案|描述", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Writing();
}
