using System.Security.Cryptography;

namespace Aigc.ImageService.Rehosting;

/// <summary>The hash of the bytes and the format: <c>9f86…0a08.png</c>.</summary>
internal static class PictureNames
{
    private const int Hash = 64;

    public static string Of(byte[] bytes, string extension) => $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}.{extension}";

    public static bool IsOne(string name) => name.Length is > Hash + 1 and < Hash + 8 && name[Hash] == '.' && name[..Hash].All(char.IsAsciiHexDigitLower) && name[(Hash + 1)..].All(char.IsAsciiLetterLower);

    /// <summary>Two letters of the hash are folder enough for millions.</summary>
    public static string PathOf(string name) => $"{name[..2]}/{name}";
}
