using System.Text;

namespace Aigc.Azure.Storage;

/// <summary>
/// Keys of any characters as keys that a table takes, in the same order. A character that a table refuses shares a two-letter code with its
/// neighbours: the first letter is the next lower one that is allowed, the second counts. No code begins another, and codes sort as their
/// characters do, so whole keys sort as before.
/// </summary>
internal static class TableKey
{
    /// <summary>A table's key holds 1 KiB of UTF-16.</summary>
    private const int MostLength = 512;

    // Half a surrogate pair would come back as another character: refused.
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // Lead letter, first and last character of the group: controls up to the apostrophe, '/', '?', '\', and the upper controls.
    private static readonly (char Lead, char First, char Last)[] Groups = [('!', '\0', '\''), ('.', '.', '/'), ('>', '>', '?'), ('[', '[', '\\'), ('~', '~', '\u009F')];

    /// <exception cref="ArgumentException">The key is empty, has half a surrogate pair, or is too long for a table.</exception>
    public static string Encode(string key)
    {
        _ = Strict.GetByteCount(key);
        var encoded = new StringBuilder(key.Length + 16);
        foreach (var letter in key)
        {
            var group = Array.Find(Groups, group => letter >= group.First && letter <= group.Last);
            if (group.Lead == default) encoded.Append(letter);
            else encoded.Append(group.Lead).Append(Digits[letter - group.First]);
        }
        if (encoded.Length is 0 or > MostLength) throw new ArgumentException("A key is 1 to 400 characters, fewer where many of them are signs.", nameof(key));
        return encoded.ToString();
    }

    public static string Decode(string encoded)
    {
        var key = new StringBuilder(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            var group = Array.Find(Groups, group => encoded[i] == group.Lead);
            key.Append(group.Lead == default ? encoded[i] : (char)(group.First + Digits.IndexOf(encoded[++i], StringComparison.Ordinal)));
        }
        return key.ToString();
    }
}
