using System.Text.RegularExpressions;
using Fluid;

namespace Aigc.Core.Prompts;

/// <summary>
/// The part of Liquid that templates may use: output, if, unless, case, for, comment and raw. No files, no assignments that could grow, no ranges,
/// none of the engine's own filters; nesting and length are bounded before the parser sees the text.
/// </summary>
internal static partial class LiquidSyntax
{
    public const int MaxLength = 20_000;
    private const int MaxTag = 500;
    private const int MaxDepth = 12;
    private static readonly string[] Tags = ["if", "unless", "case", "for", "break", "continue", "comment", "raw"];
    private static readonly FluidParser Parser = Create();

    /// <summary>Null, and the line where it is wrong, where the text is no template.</summary>
    public static LiquidPart? Parse(string text, out LiquidFault? fault)
    {
        fault = Bounds(text);
        if (fault is not null) return null;
        if (!Parser.TryParse(text, out var parsed, out var error))
        {
            fault = FaultOf(error);
            return null;
        }
        var seen = new VariableFinder();
        seen.VisitTemplate(parsed);
        fault = seen.Refused is { } refused ? new(refused, LineOf(text, seen.RefusedWord ?? "")) : null;
        return fault is null ? new(text, parsed, seen.Variables) : null;
    }

    /// <summary>1-based line of the first appearance of a variable in an output or tag.</summary>
    public static int? LineOfVariable(string text, string variable)
    {
        foreach (var tag in Tag().EnumerateMatches(text))
            if (Regex.IsMatch(text.AsSpan(tag.Index, tag.Length), $@"(?<![\w.'""]){Regex.Escape(variable)}(?![\w'""])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))) return LineAt(text, tag.Index);
        return null;
    }

    public static int LineAt(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    private static int? LineOf(string text, string word) => word.Length > 0 && text.IndexOf(word, StringComparison.Ordinal) is >= 0 and var index ? LineAt(text, index) : null;

    private static LiquidFault? Bounds(string text)
    {
        if (text.Length > MaxLength) return new($"has {text.Length} characters; {MaxLength} are allowed", null);
        var depth = 0;
        foreach (var tag in Tag().EnumerateMatches(text))
        {
            var inside = text.AsSpan(tag.Index, tag.Length);
            if (tag.Length > MaxTag) return new($"has a tag of more than {MaxTag} characters", LineAt(text, tag.Index));
            if (inside.Count('[') > 4 || inside.Contains('(')) return new("has brackets that are not allowed here", LineAt(text, tag.Index));
            var word = inside.TrimStart("{%- ").ToString();
            if (word.StartsWith("end", StringComparison.Ordinal)) depth--;
            else if (inside[1] == '%' && Array.Exists(Tags, name => word.StartsWith(name, StringComparison.Ordinal))) depth++;
            if (depth > MaxDepth) return new($"is nested more than {MaxDepth} deep", LineAt(text, tag.Index));
        }
        return null;
    }

    private static FluidParser Create()
    {
        var parser = new FluidParser(new FluidParserOptions { AllowFunctions = false, AllowParentheses = false, AllowLiquidTag = false });
        foreach (var tag in parser.RegisteredTags.Keys.Except(Tags).ToList()) parser.RegisteredTags.Remove(tag);
        return parser;
    }

    // "Unknown tag 'x' at (3:7)", followed by the source line.
    private static LiquidFault FaultOf(string error)
    {
        var first = error.Split('\n', 2)[0].Trim();
        var at = Position().Match(first);
        return at.Success ? new(first[..at.Index].TrimEnd(), int.Parse(at.Groups["line"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)) : new(first, null);
    }

    [GeneratedRegex(@"\{[{%].*?(?:[}%]\}|\z)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s*at \((?<line>\d{1,6}):\d{1,6}\)", RegexOptions.CultureInvariant)]
    private static partial Regex Position();
}

/// <param name="Message">Completes "the part ...".</param>
internal sealed record LiquidFault(string Message, int? Line);

/// <summary>A part that was read.</summary>
/// <param name="Variables">Names that it takes from outside, without those of its own loops.</param>
internal sealed record LiquidPart(string Text, IFluidTemplate Parsed, IReadOnlySet<string> Variables);
