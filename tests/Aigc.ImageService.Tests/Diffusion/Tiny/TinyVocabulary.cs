using System.Text.Json;

namespace Aigc.ImageService.Tests.Diffusion.Tiny;

/// <summary>A vocabulary shaped as that of CLIP: 256 bytes, 256 bytes that end a word, merges, two special tokens.</summary>
internal static class TinyVocabulary
{
    public const int Count = 529;
    public const int Start = 527;
    public const int End = 528;

    private static readonly (string, string)[] Merges =
    [
        ("r", "e"), ("re", "d</w>"), ("m", "u"), ("mu", "g</w>"), ("a</w>", "x"), ("p", "h"), ("ph", "o"), ("t", "o</w>"), ("pho", "to</w>"),
        ("c", "a"), ("ca", "t</w>"), ("1", "0"), ("'", "s</w>"), ("o", "f</w>"), ("!", "!</w>"),
    ];

    /// <param name="pad">Null for no word of it.</param>
    public static void Save(string folder, string? pad = null)
    {
        Directory.CreateDirectory(folder);
        var symbols = Symbols().ToList();
        string[] tokens = [.. symbols, .. symbols.Select(symbol => symbol + "</w>"), .. Merges.Select(pair => pair.Item1 + pair.Item2), "<|startoftext|>", "<|endoftext|>"];
        File.WriteAllText(Path.Combine(folder, "vocab.json"), JsonSerializer.Serialize(tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id)));
        File.WriteAllLines(Path.Combine(folder, "merges.txt"), ["#version: 0.2", .. Merges.Select(pair => $"{pair.Item1} {pair.Item2}")]);
        if (pad is not null) File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), JsonSerializer.Serialize(new Dictionary<string, string> { ["pad_token"] = pad }));
    }

    // Printable bytes stand for themselves; the others follow from 256 on, as in the tokenizer of GPT-2.
    private static IEnumerable<string> Symbols()
    {
        int[] printable = [.. Enumerable.Range('!', 94), .. Enumerable.Range('¡', 12), .. Enumerable.Range('®', 82)];
        return printable.Concat(Enumerable.Range(256, 256 - printable.Length)).Select(code => $"{(char)code}");
    }
}
