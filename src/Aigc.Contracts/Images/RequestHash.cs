using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aigc.Contracts.Images;

/// <summary>What tells one request for pictures from another: all that is sent.</summary>
public static class RequestHash
{
    /// <param name="pictures">By name, in any order.</param>
    /// <param name="scope">What keeps equal requests apart, such as a tenant; empty: nothing.</param>
    /// <returns>Lower-case SHA-256, 64 hex digits.</returns>
    public static string Of(ImagePipelineRequest request, IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> pictures, string scope = "")
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{scope}|"));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(request, AigcJson.Default.ImagePipelineRequest));
        foreach (var (name, bytes) in pictures.OrderBy(picture => picture.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"|{name}|{bytes.Length}|"));
            hash.AppendData(bytes.Span);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
