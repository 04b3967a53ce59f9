namespace Aigc.Providers.OpenAi;

/// <summary>Who speaks OpenAI's protocol, and how it differs.</summary>
/// <param name="TelemetryName"><c>gen_ai.provider.name</c>.</param>
/// <param name="Endpoint">Null: each model says where it is.</param>
/// <param name="KeySetting">Null: works without a key.</param>
internal sealed record OpenAiDialect(string Name, string TelemetryName, Uri? Endpoint, string? KeySetting)
{
    public static readonly IReadOnlyList<OpenAiDialect> All =
    [
        new("openai", "openai", new("https://api.openai.com/v1"), "OPENAI_API_KEY"),
        // The conventions name no Qwen, so its house is named.
        new("qwen", "alibaba_cloud", new("https://dashscope.aliyuncs.com/compatible-mode/v1"), "DASHSCOPE_API_KEY") { OldLimit = true, Thinks = true, QuotaPasses = true },
        // vLLM, Ollama, llama.cpp and whoever else offers the protocol.
        new("openai-compatible", "openai_compatible", null, null) { OldLimit = true },
    ];

    /// <summary>Knows <c>max_tokens</c> only: where it is sent by its newer name, nothing limits the answer.</summary>
    public bool OldLimit { get; init; }

    /// <summary>Some models think unless told not to, and thoughts are billed.</summary>
    public bool Thinks { get; init; }

    /// <summary>Says "insufficient quota" also where a rate was passed.</summary>
    public bool QuotaPasses { get; init; }
}
