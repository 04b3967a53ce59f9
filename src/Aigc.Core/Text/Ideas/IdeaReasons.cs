using System.Globalization;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text.Ideas;

/// <summary>What speaks for an idea, in words; in Chinese for Chinese copy, else in English.</summary>
internal sealed class IdeaReasons(string language)
{
    private readonly bool _chinese = language.StartsWith("zh", StringComparison.Ordinal);

    public string Of(IdeaAnswer idea, TrendTerm? trend, IdeaResults? results) =>
        string.Join(_chinese ? "；" : "; ", new[] { Basis(idea), trend is null ? null : Trend(trend), results is null ? null : Results(results) }.OfType<string>()) + (_chinese ? "。" : ".");

    private string Basis(IdeaAnswer idea) => (idea.Kind, _chinese) switch
    {
        (IdeaKind.Scene, false) => idea.Basis is null ? "A background that there is" : $"A background for '{idea.Basis}'",
        (IdeaKind.Scene, true) => idea.Basis is null ? "图库中的背景" : $"适合“{idea.Basis}”的背景",
        (_, false) => $"Rests on '{idea.Basis}'",
        (_, true) => $"依据“{idea.Basis}”",
    };

    private string Trend(TrendTerm trend) => _chinese
        ? Invariant($"“{trend.Term}”有搜索热度（权重 {trend.Weight:0.##}，增长 {trend.Growth:+0%;-0%;0%}）")
        : Invariant($"'{trend.Term}' is asked for (weight {trend.Weight:0.##}, growth {trend.Growth:+0%;-0%;0%})");

    private string Results(IdeaResults results) => _chinese
        ? Invariant($"点击率 {results.ClickRate:0.00%}，平时 {results.UsualRate:0.00%}（{results.Rows} 条记录，{results.Impressions} 次展示，{results.Clicks} 次点击）")
        : Invariant($"clicked {results.ClickRate:0.00%} of the time where {results.UsualRate:0.00%} is usual ({results.Rows} row{(results.Rows == 1 ? "" : "s")}, {results.Impressions} impressions, {results.Clicks} clicks)");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
