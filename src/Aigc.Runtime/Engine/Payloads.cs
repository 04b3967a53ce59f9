using System.Security.Cryptography;
using System.Text;

namespace Aigc.Runtime.Engine;

/// <summary>
/// Claim check: a large payload is kept once under its hash, and the row holds the claim. JSON never begins with '@', so a claim cannot
/// be mistaken for a payload.
/// </summary>
internal static class Payloads
{
    public const string Mark = "@sha256:";

    /// <summary>In characters.</summary>
    public const int MarkLength = 8;

    public static bool IsClaim(string? data) => data?.StartsWith(Mark, StringComparison.Ordinal) == true;

    public static byte[] HashOf(string body) => SHA256.HashData(Encoding.UTF8.GetBytes(body));

    public static string ClaimOf(byte[] hash) => Mark + Convert.ToHexStringLower(hash);

    public static byte[] HashOfClaim(string claim) => Convert.FromHexString(claim.AsSpan(Mark.Length));
}
