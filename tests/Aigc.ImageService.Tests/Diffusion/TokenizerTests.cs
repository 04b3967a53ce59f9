using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Tokens;
using Aigc.ImageService.Tests.Diffusion.Tiny;

namespace Aigc.ImageService.Tests.Diffusion;

/// <summary>The expected ids were computed by another implementation of the published algorithm, in another language.</summary>
public sealed class TokenizerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigc-words-").FullName;

    [Theory]
    [InlineData("A photo of a red mug", new[] { 320, 520, 525, 320, 513, 515 })]
    [InlineData("red mug, cat's 100!!", new[] { 513, 515, 267, 522, 524, 272, 271, 271, 526 })]
    [InlineData("RED  MUG", new[] { 513, 515 })]
    [InlineData("caf\u00e9 red", new[] { 521, 69, 127, 358, 513 })]
    [InlineData("cafe\u0301 red", new[] { 521, 69, 127, 358, 513 })]
    [InlineData("\u7ea2\u8272 mug", new[] { 163, 118, 95, 164, 231, 366, 515 })]
    [InlineData("photo-of-cat 10%", new[] { 520, 268, 525, 268, 522, 272, 271, 260 })]
    [InlineData("it's\ta cat\n10", new[] { 72, 339, 524, 320, 522, 272, 271 })]
    [InlineData("don't", new[] { 67, 78, 333, 6, 339 })]
    [InlineData("emoji \ud83d\ude00 mug", new[] { 68, 76, 78, 73, 328, 172, 253, 246, 478, 515 })]
    [InlineData("", new int[0])]
    [InlineData("<|endoftext|> mug", new[] { 528, 515 })]
    public void A_text_becomes_the_tokens_of_CLIP(string text, int[] expected)
    {
        TinyVocabulary.Save(_folder);

        var ids = ClipTokenizer.Load(_folder).Encode(text);

        Assert.Equal(ClipTokenizer.Length, ids.Length);
        Assert.Equal([TinyVocabulary.Start, .. expected, TinyVocabulary.End], ids[..(expected.Length + 2)]);
        Assert.All(ids[(expected.Length + 2)..], id => Assert.Equal(TinyVocabulary.End, id));
    }

    [Fact]
    public void A_long_text_is_cut_and_still_ends()
    {
        TinyVocabulary.Save(_folder);

        var ids = ClipTokenizer.Load(_folder).Encode(string.Join(' ', Enumerable.Repeat("red", 200)));

        Assert.Equal(77, ids.Length);
        Assert.All(ids[1..76], id => Assert.Equal(513, id));
        Assert.Equal(TinyVocabulary.End, ids[76]);
    }

    [Fact]
    public void The_token_to_fill_with_is_the_folders_own()
    {
        TinyVocabulary.Save(_folder, pad: "!");

        var ids = ClipTokenizer.Load(_folder).Encode("red");

        Assert.Equal([TinyVocabulary.Start, 513, TinyVocabulary.End, 0, 0], ids[..5]);
    }

    [Fact]
    public void A_folder_without_merges_is_told()
    {
        TinyVocabulary.Save(_folder);
        File.Delete(Path.Combine(_folder, "merges.txt"));

        Assert.Equal("model-invalid", Assert.Throws<ImageProblemException>(() => ClipTokenizer.Load(_folder)).Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
