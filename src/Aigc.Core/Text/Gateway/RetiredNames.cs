namespace Aigc.Core.Text.Gateway;

/// <summary>Names of models that are no more, each with the family that stands for it today.</summary>
internal static class RetiredNames
{
    private static readonly string[] Gpt = ["openai", "azure-openai"];

    private static readonly Dictionary<string, Heir> Heirs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["gpt-3"] = new(Gpt, Cheapest: true),
        ["gpt-3.5"] = new(Gpt, Cheapest: true),
        ["gpt-3.5-turbo"] = new(Gpt, Cheapest: true),
        ["gpt-35-turbo"] = new(Gpt, Cheapest: true),
        ["gpt-4"] = new(Gpt, Cheapest: false),
        ["gpt-4-turbo"] = new(Gpt, Cheapest: false),
        ["palm2"] = new(["gemini"], Cheapest: false),
        ["vertex-palm2"] = new(["gemini"], Cheapest: false),
        ["claude2"] = new(["claude"], Cheapest: false),
        ["claude-2"] = new(["claude"], Cheapest: false),
        ["qwen"] = new(["qwen"], Cheapest: false),
        ["chatglm-6b"] = new(["openai-compatible"], Cheapest: true),
        ["chatglm2-6b"] = new(["openai-compatible"], Cheapest: true),
    };

    public static IEnumerable<string> All => Heirs.Keys;

    public static Heir? Find(string name) => Heirs.GetValueOrDefault(name);

    /// <param name="Providers">Whose models stand for the name.</param>
    /// <param name="Cheapest">The cheapest of them, where the name was a cheap model; else the dearest.</param>
    internal sealed record Heir(IReadOnlyList<string> Providers, bool Cheapest);
}
