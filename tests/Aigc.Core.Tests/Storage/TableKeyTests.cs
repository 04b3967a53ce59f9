using Aigc.Azure.Storage;

namespace Aigc.Core.Tests.Storage;

public sealed class TableKeyTests
{
    // '/', '\', '#', '?' and the control characters are what a table refuses; the rest of the ASCII signs are in for the order.
    private static readonly char[] Alphabet = [.. Enumerable.Range(0, 0xA2).Select(code => (char)code), 'é', '白', '\uFFFD'];

    [Fact]
    public void Any_two_keys_sort_encoded_as_they_do_plain_and_come_back()
    {
        var random = new Random(7);
        var keys = Enumerable.Range(0, 2000).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]))
            .Concat(Alphabet.Select(letter => letter.ToString())).Distinct().Order(StringComparer.Ordinal).ToList();

        var encoded = keys.ConvertAll(TableKey.Encode);

        Assert.Equal(encoded.Order(StringComparer.Ordinal), encoded);
        Assert.Equal(keys, encoded.Select(TableKey.Decode));
        Assert.DoesNotContain(encoded, key => key.Any(letter => letter is '/' or '\\' or '#' or '?' or < ' ' or (>= '\u007F' and <= '\u009F')));
    }

    [Fact]
    public void A_key_that_no_table_could_hold_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TableKey.Encode(""));
        Assert.Throws<ArgumentException>(() => TableKey.Encode(new string('/', 300)));
        Assert.ThrowsAny<ArgumentException>(() => TableKey.Encode("half a pair \uD83D"));
    }
}
