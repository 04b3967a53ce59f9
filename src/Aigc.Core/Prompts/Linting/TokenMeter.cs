using Microsoft.ML.Tokenizers;

namespace Aigc.Core.Prompts;

/// <summary>Counts tokens as the models do. The vocabularies come with the product; they are read when first asked for.</summary>
internal static class TokenMeter
{
    public const string O200k = "o200k_base";
    public const string Cl100k = "cl100k_base";
    public const string Default = O200k;

    private static readonly Dictionary<string, Lazy<TiktokenTokenizer>> Tokenizers = new[] { O200k, Cl100k }.ToDictionary(name => name, name => new Lazy<TiktokenTokenizer>(() => TiktokenTokenizer.CreateForEncoding(name)));

    /// <param name="tokenizer"><see cref="O200k"/> or <see cref="Cl100k"/>.</param>
    public static int Count(string text, string tokenizer = Default) => Tokenizers[tokenizer].Value.CountTokens(text);
}
