using System.Text.Json.Nodes;
using Aigc.Contracts;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>What changed between two versions: parts by line, everything else by name.</summary>
internal static class PromptDiffer
{
    public static PromptDiff Diff(PromptVersion from, PromptVersion to)
    {
        var parts = PartNames.All.Select(part => (part, Before: from.Prompt.Parts.Text(part), After: to.Prompt.Parts.Text(part)))
            .Where(part => part.Before != part.After).Select(part => new PartDiff(part.part, Lines(part.Before, part.After)));
        var (before, after) = (Json(from.Prompt), Json(to.Prompt));
        var settings = before.Select(member => member.Key).Union(after.Select(member => member.Key)).Where(name => name != "parts" && !JsonNode.DeepEquals(before[name], after[name]));
        return new(from.Version, to.Version, [.. parts], [.. settings.Order(StringComparer.Ordinal)]);
    }

    private static JsonObject Json(Prompt prompt) => System.Text.Json.JsonSerializer.SerializeToNode(prompt, AigcJson.Default.Prompt)!.AsObject();

    /// <summary>By the longest common subsequence of lines.</summary>
    internal static IReadOnlyList<LineDiff> Lines(string? before, string? after)
    {
        var (old, @new) = (Split(before), Split(after));
        var common = Lengths(old, @new);
        var (lines, i, j) = (new List<LineDiff>(), 0, 0);
        while (i < old.Length || j < @new.Length)
        {
            if (i < old.Length && j < @new.Length && old[i] == @new[j])
            {
                lines.Add(new("same", old[i++]));
                j++;
            }
            else if (j >= @new.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1])) lines.Add(new("removed", old[i++]));
            else lines.Add(new("added", @new[j++]));
        }
        return lines;
    }

    // Parts have at most 20,000 characters; past 1,000 lines the tail is taken as one line, so that the table stays small.
    private static string[] Split(string? text) => text is null ? [] : text.Split('\n', 1_000);

    private static ushort[,] Lengths(string[] old, string[] @new)
    {
        var common = new ushort[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = @new.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == @new[j] ? (ushort)(common[i + 1, j + 1] + 1) : Math.Max(common[i + 1, j], common[i, j + 1]);
        return common;
    }
}
