using Aigc.Core.Prompts;
using Aigc.Core.Text.Gateway;

namespace Aigc.Core.Costs;

/// <summary>How the tokens of a model are counted.</summary>
/// <param name="Encoding">The vocabulary: <c>o200k_base</c> or <c>cl100k_base</c>.</param>
/// <param name="Margin">
/// 1 where the vocabulary is the model's own. Makers that publish none are counted with <c>o200k_base</c> times a margin that covers what
/// their own counting services say of product texts: Claude 1.35, Gemini 1.15, Qwen 1.1, anything else 1.25.
/// </param>
internal sealed record ModelTokenizer(string Encoding, double Margin)
{
    public bool IsExact => Margin == 1;

    public static ModelTokenizer Of(ModelDescriptor model) => model.Tokenizer switch
    {
        TokenMeter.O200k or TokenMeter.Cl100k => new(model.Tokenizer, 1),
        { Length: > 0 } => new(TokenMeter.O200k, 1.25),
        // Tuning leaves the vocabulary as it is.
        _ when model.Base is { } own => Of(own),
        _ => OfProvider(model),
    };

    private static ModelTokenizer OfProvider(ModelDescriptor model) => model.Provider switch
    {
        "openai" or "azure-openai" when IsOld(model.Name) => new(TokenMeter.Cl100k, 1),
        "openai" or "azure-openai" => new(TokenMeter.O200k, 1),
        "claude" => new(TokenMeter.O200k, 1.35),
        "gemini" => new(TokenMeter.O200k, 1.15),
        "qwen" => new(TokenMeter.O200k, 1.1),
        _ => new(TokenMeter.O200k, 1.25),
    };

    // Before gpt-4o the vocabulary had half the size.
    private static bool IsOld(string name) =>
        name.StartsWith("gpt-3", StringComparison.OrdinalIgnoreCase) || name.Equals("gpt-4", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("gpt-4-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("gpt-4.0", StringComparison.OrdinalIgnoreCase);
}
