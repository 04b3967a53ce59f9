namespace Aigc.Core.Text.Gateway;

/// <summary>Families of open weights that small adapters are trained on.</summary>
internal static class OpenWeights
{
    // By the provider whose way of counting tokens comes nearest; null: none does.
    private static readonly Dictionary<string, string?> Families = new(StringComparer.OrdinalIgnoreCase)
    {
        ["qwen"] = "qwen",
        ["gemma"] = "gemini",
        ["baichuan"] = null,
        ["chatglm"] = null,
        ["deepseek"] = null,
        ["falcon"] = null,
        ["glm"] = null,
        ["internlm"] = null,
        ["llama"] = null,
        ["meta-llama"] = null,
        ["mistral"] = null,
        ["mixtral"] = null,
        ["phi"] = null,
        ["yi"] = null,
    };

    /// <param name="name">As its publisher writes it, with or without the publisher: <c>Qwen/Qwen2.5-7B-Instruct</c>.</param>
    public static bool Knows(string name) => Family(name) is not null;

    /// <summary>The provider that counts as these weights do; null where none does.</summary>
    public static string? CountedAs(string name) => Family(name) is { } family ? Families[family] : null;

    private static string? Family(string name)
    {
        var own = name[(name.LastIndexOf('/') + 1)..];
        return Families.Keys.FirstOrDefault(family => own.StartsWith(family, StringComparison.OrdinalIgnoreCase) && (own.Length == family.Length || !char.IsAsciiLetter(own[family.Length])));
    }
}
