using Microsoft.ML.Tokenizers;

namespace Aigc.Core.Prompts;

/// <summary>Counts tokens as the models do. The vocabularies come with the product; they are read when first asked for.</summary>
internal static class TokenMeter
{
    public const string Default = "o200k_base";

    private static readonly Dictionary<string, Lazy<TiktokenTokenizer>> Tokenizers = new[] { Default, "cl100k_base" }.ToDictionary(name => name, name => new Lazy<TiktokenTokenizer>(() => TiktokenTokenizer.CreateForEncoding(name)));

    /// <param name="tokenizer"><c>o200k_base</c> or <c>cl100k_base</c>.</param>
    public static int Count(string text, string tokenizer = Default) => Tokenizers[tokenizer].Value.CountTokens(text);
}
