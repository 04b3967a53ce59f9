using System.Security.Cryptography;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

internal static class PromptHash
{
    /// <summary>First 12 hex digits of the SHA-256 of the content: it changes when a word does.</summary>
    public static string Of(Prompt prompt) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(prompt, AigcJson.Default.Prompt)))[..12];
}
