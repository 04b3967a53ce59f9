using System.Text.RegularExpressions;

namespace Aigc.Core.Prompts;

/// <summary>
/// Between Liquid and Jinja2, in which <c>.prompty</c> files are written: conditions, loops, members and a few filters are common to both under
/// other names. What only one of them has is left as it is, so that its parser names it, or refused where the meaning would change.
/// </summary>
internal static partial class JinjaDialect
{
    private static readonly (string Liquid, string Jinja)[] Filters = [("upcase", "upper"), ("downcase", "lower"), ("strip", "trim"), ("size", "length")];

    public static string ToLiquid(string text)
    {
        // "if not" is an unless, and ends as one.
        var unless = new Stack<bool>();
        return Tags().Replace(Comments().Replace(text, "{% comment %}$1{% endcomment %}"), match => Liquid(match.Value, unless));
    }

    /// <exception cref="ProblemException"><c>prompty-unsupported</c> (422).</exception>
    public static string ToJinja(string text) => Tags().Replace(LiquidComments().Replace(text, "{#$1#}"), match => Jinja(match.Value));

    private static string Liquid(string tag, Stack<bool> unless)
    {
        if (If().IsMatch(tag)) unless.Push(IfNot().IsMatch(tag));
        if (tag.Contains("endif", StringComparison.Ordinal) && unless.TryPop(out var turned) && turned) return tag.Replace("endif", "endunless", StringComparison.Ordinal);
        tag = Elif().Replace(tag, "$1elsif$2");
        tag = IfNot().Replace(tag, "$1unless $2$3");
        tag = In().Replace(tag, "$2 contains $1");
        tag = Loop().Replace(tag, "forloop");
        tag = Call().Replace(tag, "$1: $2");
        return Filters.Aggregate(tag, (words, filter) => Regex.Replace(words, $@"(\|\s*){filter.Jinja}\b", $"$1{filter.Liquid}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
    }

    private static string Jinja(string tag)
    {
        if (Unshared().Match(tag) is { Success: true } only) throw new ProblemException("prompty-unsupported", $"'{only.Value.Trim()}' has no equal in Jinja2, in which .prompty files are written.", 422);
        tag = Elsif().Replace(tag, "$1elif$2");
        tag = Unless().Replace(tag, "$1if not $2$3").Replace("endunless", "endif", StringComparison.Ordinal);
        tag = Contains().Replace(tag, "$2 in $1");
        tag = ForLoop().Replace(tag, "loop");
        tag = Argument().Replace(tag, "$1($2)");
        return Filters.Aggregate(tag, (words, filter) => Regex.Replace(words, $@"(\|\s*){filter.Liquid}\b", $"$1{filter.Jinja}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
    }

    [GeneratedRegex(@"\{[{%].{0,500}?[}%]\}", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\{#(.*?)#\}", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\{%-?\s*comment\s*-?%\}(.*?)\{%-?\s*endcomment\s*-?%\}", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex LiquidComments();

    [GeneratedRegex(@"^(\{%-?\s*)elif(\s)", RegexOptions.CultureInvariant)]
    private static partial Regex Elif();

    [GeneratedRegex(@"^(\{%-?\s*)elsif(\s)", RegexOptions.CultureInvariant)]
    private static partial Regex Elsif();

    [GeneratedRegex(@"^\{%-?\s*if\s", RegexOptions.CultureInvariant)]
    private static partial Regex If();

    [GeneratedRegex(@"^(\{%-?\s*)if\s+not\s+([\w.]+)(\s*-?%\})", RegexOptions.CultureInvariant)]
    private static partial Regex IfNot();

    [GeneratedRegex(@"^(\{%-?\s*)unless\s+([\w.]+)(\s*-?%\})", RegexOptions.CultureInvariant)]
    private static partial Regex Unless();

    [GeneratedRegex(@"(""[^""]{0,100}""|'[^']{0,100}')\s+in\s+([\w.]+)", RegexOptions.CultureInvariant)]
    private static partial Regex In();

    [GeneratedRegex(@"([\w.]+)\s+contains\s+(""[^""]{0,100}""|'[^']{0,100}')", RegexOptions.CultureInvariant)]
    private static partial Regex Contains();

    [GeneratedRegex(@"\bloop(?=\.)", RegexOptions.CultureInvariant)]
    private static partial Regex Loop();

    [GeneratedRegex(@"\bforloop(?=\.)", RegexOptions.CultureInvariant)]
    private static partial Regex ForLoop();

    [GeneratedRegex(@"(\|\s*(?:join|default|truncate))\(([^()]{0,200})\)", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex(@"(\|\s*(?:join|default|truncate)):\s*(""[^""]{0,200}""|'[^']{0,200}'|[\w.]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Argument();

    [GeneratedRegex(@"^\{%-?\s*(?:case|when|unless\s+[\w.]+\s+[^%\s-]|for\s[^%]*\b(?:limit|offset|reversed)\b)[^%]*", RegexOptions.CultureInvariant)]
    private static partial Regex Unshared();
}
