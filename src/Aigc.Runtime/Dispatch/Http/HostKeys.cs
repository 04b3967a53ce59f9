using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Runtime.Dispatch.Http;

/// <summary>Who may call a function that is not anonymous: whoever sends a host key, in the header or in the query.</summary>
internal sealed class HostKeys(FunctionHostOptions options)
{
    private readonly byte[][] _admin = [.. options.AdminKeys.Select(Hash)];
    private readonly byte[][] _function = [.. options.FunctionKeys.Select(Hash)];

    public bool Allow(HttpRequest request, AuthorizationLevel level)
    {
        if (level == AuthorizationLevel.Anonymous) return true;
        var key = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();
        if (string.IsNullOrEmpty(key)) return false;
        var presented = Hash(key);
        return Known(_admin, presented) || (level is AuthorizationLevel.Function or AuthorizationLevel.User && Known(_function, presented));
    }

    // Hashes have one length, and all are compared: the time taken tells nothing about any key.
    private static bool Known(byte[][] keys, byte[] presented)
        => keys.Aggregate(false, (found, key) => found | CryptographicOperations.FixedTimeEquals(key, presented));

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
