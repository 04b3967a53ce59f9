using System.Text;
using System.Text.Unicode;

namespace Aigc.Core.Products.Reading;

/// <summary>Tells how the bytes of a text feed are encoded: byte order mark, else UTF-8 where most lines are, else GB18030 or Windows-1252 by the shape of the bytes.</summary>
internal static class FeedEncoding
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <param name="sample">The first bytes of the feed.</param>
    public static Encoding Detect(ReadOnlySpan<byte> sample)
    {
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Encoding.UTF8;
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        if (sample.Contains((byte)0)) throw Feeds.Unreadable("it is neither text nor a format that is known (csv, tsv, jsonl, xlsx, parquet, or csv/jsonl in gzip)");
        return MostlyUtf8(sample) ? Encoding.UTF8 : LooksChinese(sample) ? Gb18030 : Windows1252;
    }

    // A few broken lines in a UTF-8 feed are broken lines, not another encoding: judging by line keeps the rest readable.
    private static bool MostlyUtf8(ReadOnlySpan<byte> sample)
    {
        var (valid, invalid) = (0, 0);
        while (sample.Length > 0)
        {
            var end = sample.IndexOf((byte)'\n');
            var line = end < 0 ? sample : sample[..end];
            sample = end < 0 ? [] : sample[(end + 1)..];
            if (!line.ContainsAnyInRange((byte)0x80, (byte)0xFF)) continue;
            if (Utf8.IsValid(line)) valid++;
            else if (end >= 0 || valid + invalid == 0) invalid++;
        }

        // Text of another encoding is seldom valid UTF-8 by chance, so that few good lines outweigh many broken ones.
        return invalid == 0 || valid > invalid / 4;
    }

    // Common hanzi are two bytes of B0-F7, A1-FE; accents of Western text are single high bytes between letters.
    private static bool LooksChinese(ReadOnlySpan<byte> sample)
    {
        var (paired, high) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] < 0x80) continue;
            high++;
            if (i + 1 >= sample.Length || sample[i] is < 0x81 or 0xFF || sample[i + 1] is < 0xA1 or 0xFF) continue;
            high++;
            i++;
            paired += 2;
        }

        return paired >= 0.8 * high;
    }
}
