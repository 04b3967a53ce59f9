using System.Text.Json;
using System.Text.RegularExpressions;
using Aigc.ImageService.Diffusion.Components;
using Microsoft.ML.Tokenizers;

namespace Aigc.ImageService.Diffusion.Tokens;

/// <summary>
/// The byte-level BPE of CLIP: composed (NFC), in lower case, split as CLIP splits, between a start and an end token, filled up to 77.
/// The token to fill with differs: SD 1.x takes the end token, SD 2 and the second encoder of SDXL take 0.
/// </summary>
internal sealed partial class ClipTokenizer
{
    /// <summary>Tokens of every text, the start and end tokens among them.</summary>
    public const int Length = 77;

    private const string Start = "<|startoftext|>";
    private const string End = "<|endoftext|>";
    private const int MaxCharacters = 10_000;
    private readonly BpeTokenizer _bpe;
    private readonly int _start;
    private readonly int _end;
    private readonly int _pad;

    private ClipTokenizer(Dictionary<string, int> vocabulary, IReadOnlyList<string> merges, string padToken)
    {
        (_start, _end) = (Id(vocabulary, Start), Id(vocabulary, End));
        _pad = Id(vocabulary, padToken);
        var special = new Dictionary<string, int> { [Start] = _start, [End] = _end };
        _bpe = BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = merges,
            ByteLevel = true,
            EndOfWordSuffix = "</w>",
            Normalizer = new LowerCaseNormalizer(),
            UnknownToken = End,
            PreTokenizer = new RegexPreTokenizer(Words(), special),
            SpecialTokens = special,
        });
    }

    /// <summary>Reads <c>vocab.json</c>, <c>merges.txt</c> and the names of the special tokens.</summary>
    /// <exception cref="Decoding.ImageProblemException"><c>model-invalid</c> 409.</exception>
    public static ClipTokenizer Load(string folder)
    {
        var (words, merges) = (Path.Combine(folder, "vocab.json"), Path.Combine(folder, "merges.txt"));
        if (!File.Exists(words) || !File.Exists(merges)) throw ModelConfig.Invalid($"{folder} lacks vocab.json or merges.txt.");
        var config = ModelConfig.ReadOrEmpty(Path.Combine(folder, "tokenizer_config.json"));
        var map = ModelConfig.ReadOrEmpty(Path.Combine(folder, "special_tokens_map.json"));
        try
        {
            var vocabulary = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllBytes(words)) ?? throw ModelConfig.Invalid($"{words} is empty.");
            return new(vocabulary, [.. File.ReadLines(merges).Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal))], map.Token("pad_token") ?? config.Token("pad_token") ?? End);
        }
        catch (JsonException broken)
        {
            throw ModelConfig.Invalid($"{words} is no vocabulary: {broken.Message}");
        }
    }

    /// <returns>Always <see cref="Length"/> ids.</returns>
    public int[] Encode(string text)
    {
        if (text.Length > MaxCharacters) text = text[..MaxCharacters];
        var ids = new int[Length];
        Array.Fill(ids, _pad);
        ids[0] = _start;
        var words = _bpe.EncodeToIds(Composition.Compose(text));
        var count = Math.Min(words.Count, Length - 2);
        for (var i = 0; i < count; i++) ids[i + 1] = words[i];
        ids[count + 1] = _end;
        return ids;
    }

    private static int Id(Dictionary<string, int> vocabulary, string token) => vocabulary.TryGetValue(token, out var id) ? id : throw ModelConfig.Invalid($"The vocabulary lacks {token}.");

    [GeneratedRegex(@"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
