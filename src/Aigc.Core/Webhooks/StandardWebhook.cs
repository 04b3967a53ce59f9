using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Aigc.Core.Webhooks;

/// <summary>The three headers of a signed call: <c>webhook-id</c>, <c>webhook-timestamp</c> (unix seconds) and <c>webhook-signature</c> (a space separated list of <c>v1,BASE64</c>).</summary>
public sealed record WebhookHeaders(string? Id, string? Timestamp, string? Signature)
{
    public const string IdName = "webhook-id";
    public const string TimestampName = "webhook-timestamp";
    public const string SignatureName = "webhook-signature";
}

/// <summary>
/// Standard Webhooks 1.0, symmetric: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>.
/// Source: standardwebhooks.com, specification 1.0.0, "Signature scheme".
/// </summary>
public static class StandardWebhook
{
    /// <summary>How far the timestamp may lie from now, to either side.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int MaxIdLength = 128;
    private const int MaxSignatures = 8;
    private const string Version = "v1,";

    /// <summary>One entry of the signature header.</summary>
    public static string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body, WebhookSecret secret) =>
        Version + Convert.ToBase64String(Mac(id, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), body, secret));

    /// <summary>Returns where the call is genuine and fresh.</summary>
    /// <param name="secrets">Those that hold at the moment: two while one replaces the other.</param>
    /// <returns>The verified id of the call.</returns>
    /// <exception cref="ProblemException"><c>signature-invalid</c> or <c>timestamp-outside-tolerance</c>, both 401.</exception>
    public static string Verify(WebhookHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<WebhookSecret> secrets, DateTimeOffset now)
    {
        if (headers is not { Id.Length: > 0 and <= MaxIdLength, Timestamp.Length: > 0 and <= 12, Signature.Length: > 0 } || headers.Id.Contains('.'))
            throw Invalid();
        if (!long.TryParse(headers.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) throw Invalid();
        // The signature comes first: whoever has no secret learns nothing about the clock.
        if (!AnyMatches(headers, body, secrets)) throw Invalid();
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > (long)Tolerance.TotalSeconds)
            throw new ProblemException("timestamp-outside-tolerance", "The call is older or newer than five minutes.", 401);
        return headers.Id;
    }

    private static bool AnyMatches(WebhookHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<WebhookSecret> secrets)
    {
        var presented = headers.Signature!.Split(' ', MaxSignatures + 1, StringSplitOptions.RemoveEmptyEntries);
        var matches = false;
        foreach (var secret in secrets)
        {
            // The base64 text is compared, not the bytes: base64 has several spellings of the same bytes.
            var expected = Encoding.ASCII.GetBytes(Version + Convert.ToBase64String(Mac(headers.Id!, headers.Timestamp!, body, secret)));
            foreach (var entry in presented.Take(MaxSignatures)) matches |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(entry));
        }
        return matches;
    }

    private static byte[] Mac(string id, string timestamp, ReadOnlySpan<byte> body, WebhookSecret secret)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    private static ProblemException Invalid() => new("signature-invalid", "The signature does not fit this call.", 401);
}
