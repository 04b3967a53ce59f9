using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Contracts.Reviews;
using Aigc.Core.Storage;

namespace Aigc.Core.Reviews;

/// <summary>One-time tokens that let the bearer decide one thing of one tenant. Only their SHA-256 is stored; 256 random bits need no salt.</summary>
public sealed class ApprovalTokens(IRecordStore records, TimeProvider time)
{
    /// <summary>How long a token is good for: as long as a review is waited for by default, and a day.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(8);

    private const string Table = "approvaltokens";
    private const int MaxLength = 100;

    /// <summary>A new token; earlier ones for the same target stay good.</summary>
    public async Task<string> IssueAsync(string tenant, ApprovalTarget target, CancellationToken cancellationToken = default)
    {
        var token = "apt_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await records.InsertAsync(Table, tenant, HashOf(token), Json(new TokenRecord(target, time.GetUtcNow() + Validity, null)), cancellationToken);
        return token;
    }

    /// <summary>Uses the token up for the call. The same call again gets the decision that it made the first time.</summary>
    /// <exception cref="ProblemException"><c>token-invalid</c> (401), <c>token-expired</c> (401), <c>token-used</c> (409).</exception>
    internal async Task<Redeemed> RedeemAsync(string tenant, string token, string callId, TokenUse use, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = token.Length > MaxLength ? null : await records.GetAsync(Table, tenant, HashOf(token), cancellationToken);
            if (stored is null) throw new ProblemException("token-invalid", "The token is not one that was given out.", 401);
            var record = JsonSerializer.Deserialize(stored.Json, ReviewsJson.Default.TokenRecord)!;
            if (record.Use is not null)
                return record.Use.CallId == callId ? new(record.Target, record.Use, Replayed: true) : throw new ProblemException("token-used", "The token has been used.", 409);
            if (record.ExpiresAt <= time.GetUtcNow()) throw new ProblemException("token-expired", "The token has expired.", 401);
            if (await records.ReplaceAsync(Table, tenant, stored.Key, Json(record with { Use = use }), stored.ETag, cancellationToken) is not null)
                return new(record.Target, use, Replayed: false);
        }
    }

    internal static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string Json(TokenRecord record) => JsonSerializer.Serialize(record, ReviewsJson.Default.TokenRecord);
}

/// <summary>What a token was used for, and by which call.</summary>
internal sealed record TokenUse(string CallId, Verdict Verdict, string By, string Via, DateTimeOffset At, string? Comment);

internal sealed record TokenRecord(ApprovalTarget Target, DateTimeOffset ExpiresAt, TokenUse? Use);

internal sealed record Redeemed(ApprovalTarget Target, TokenUse Use, bool Replayed);
