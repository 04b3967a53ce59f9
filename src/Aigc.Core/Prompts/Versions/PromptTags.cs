using System.Security.Cryptography;
using System.Text.Json;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>ETags of what callers see: they change with every change to a template's head.</summary>
internal static class PromptTags
{
    public static string Of(PromptHead? head, PromptVersion? shipped) =>
        head is null ? $"\"0-{shipped?.Hash}\"" : $"\"{head.Latest}-{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(head, PromptJson.Default.PromptHead)))[..12]}\"";

    /// <exception cref="ProblemException"><c>changed-meanwhile</c> (412).</exception>
    public static void Require(string? ifMatch, string current, bool exists)
    {
        if (ifMatch is null || (ifMatch == "*" ? exists : ifMatch.Split(',', StringSplitOptions.TrimEntries).Contains(current))) return;
        throw Changed();
    }

    public static ProblemException Changed() => new("changed-meanwhile", "The template was changed by somebody else: read it again, then change it.", 412);
}
