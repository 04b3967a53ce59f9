using System.Text.RegularExpressions;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>The body of a <c>.prompty</c> file: turns that begin with a line <c>system:</c>, <c>user:</c> or <c>assistant:</c>; the four parts are headings inside them.</summary>
internal static partial class PromptyBody
{
    /// <summary>Turns in order; what stands before the first role belongs to the system.</summary>
    public static IReadOnlyList<(string Role, string Text)> Turns(string body)
    {
        var roles = Role().Matches(body);
        var turns = new List<(string Role, string Text)>();
        var head = roles.Count == 0 ? body : body[..roles[0].Index];
        if (head.Trim().Length > 0) turns.Add(("system", head.Trim()));
        for (var i = 0; i < roles.Count; i++)
        {
            var end = i + 1 < roles.Count ? roles[i + 1].Index : body.Length;
            turns.Add((roles[i].Groups["role"].Value.ToLowerInvariant(), body[(roles[i].Index + roles[i].Length)..end].Trim()));
        }
        return turns;
    }

    /// <summary>The parts under their headings; what stands under none is the instruction, in the last turn of a user the data.</summary>
    public static PromptParts Parts(string? system, string? user)
    {
        var sections = Sections(system ?? "", PartNames.Instruction).Concat(Sections(user ?? "", system is null ? PartNames.Instruction : PartNames.InputData))
            .GroupBy(section => section.Part).ToDictionary(group => group.Key, group => string.Join("\n\n", group.Select(section => section.Text)));
        string? Of(string part) => sections.GetValueOrDefault(part) is { Length: > 0 } text ? text : null;
        return new() { Instruction = Of(PartNames.Instruction), Context = Of(PartNames.Context), InputData = Of(PartNames.InputData), OutputIndicator = Of(PartNames.OutputIndicator) };
    }

    /// <exception cref="ProblemException"><c>prompty-unsupported</c> (422): a line of a part would be read as a role.</exception>
    public static string Write(PromptParts parts)
    {
        string Section(string part) => $"{PartNames.Heading(part)}\n{JinjaDialect.ToJinja(parts.Text(part)!.Trim())}";
        string Sections(IEnumerable<string> names) => string.Join("\n\n", names.Where(name => !string.IsNullOrWhiteSpace(parts.Text(name))).Select(Section));
        foreach (var (part, text) in PartNames.Of(parts))
            if (Role().Match(text + "\n") is { Success: true } role) throw new ProblemException("prompty-unsupported", $"Line {LiquidSyntax.LineAt(text, role.Index)} of the part '{part}' would be read as a role.", 422);
        var rest = Sections(PartNames.All.Where(part => part != PartNames.InputData));
        var data = Sections([PartNames.InputData]);
        return string.Join("\n\n", new[] { rest.Length > 0 ? $"system:\n{rest}" : "", data.Length > 0 ? $"user:\n{data}" : "" }.Where(turn => turn.Length > 0)) + "\n";
    }

    private static IEnumerable<(string Part, string Text)> Sections(string text, string otherwise)
    {
        var headings = Headings().Matches(text);
        var head = (headings.Count == 0 ? text : text[..headings[0].Index]).Trim();
        if (head.Length > 0) yield return (otherwise, head);
        for (var i = 0; i < headings.Count; i++)
        {
            var end = i + 1 < headings.Count ? headings[i + 1].Index : text.Length;
            var part = PartNames.All.First(name => PartNames.Heading(name) == $"# {headings[i].Groups["part"].Value}");
            yield return (part, text[(headings[i].Index + headings[i].Length)..end].Trim());
        }
    }

    [GeneratedRegex(@"^[ \t]*#?[ \t]*(?<role>system|user|assistant)[ \t]*(?:\[[^\]\n]{0,200}\])?[ \t]*:[ \t]*\r?\n", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Role();

    [GeneratedRegex(@"^# (?<part>Instruction|Context|Input Data|Output Indicator)[ \t]*\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Headings();
}
