using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Aigc.Local.Storage;

/// <summary>Links that read one file for a while: the local stand-in for shared access signatures. The key lives as long as the data folder.</summary>
public sealed class SignedFileUrls(byte[] key, Func<Uri> baseAddress, TimeProvider time)
{
    public Uri Sign(string name, TimeSpan validity)
    {
        var expires = (time.GetUtcNow() + validity).ToUnixTimeSeconds();
        return new Uri(baseAddress(), $"/files/{name}?exp={expires.ToString(CultureInfo.InvariantCulture)}&sig={SignatureOf(name, expires)}");
    }

    /// <summary>Whether the link was signed here for this name and has not expired.</summary>
    public bool IsValid(string name, string? expires, string? signature)
    {
        if (signature is null || !long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until)) return false;
        var expected = Encoding.ASCII.GetBytes(SignatureOf(name, until));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature)) && time.GetUtcNow().ToUnixTimeSeconds() < until;
    }

    private string SignatureOf(string name, long expires) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{name}\n{expires}")));
}
