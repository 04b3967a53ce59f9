using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Contracts.Batches;
using Aigc.Core.Storage;

namespace Aigc.Core.Batches;

/// <summary>Turns a submission into exactly one batch record, however often and from however many places it comes.</summary>
internal sealed class Submissions(BatchStore batches, IRecordStore records, SubmissionChecks checks, TimeProvider time)
{
    private const string Table = "idempotency";

    public async Task<Batch> AcceptAsync(SubmitBatch submit, CancellationToken cancellationToken)
    {
        await checks.RequireTemplatesAsync(submit, cancellationToken);
        var id = await ClaimIdAsync(submit, cancellationToken);
        // A submission that came through once is not judged again by what has changed since.
        if (await batches.FindAsync(submit.Tenant, id, cancellationToken) is null) await checks.RequireQuoteAsync(submit, cancellationToken);
        var now = time.GetUtcNow();
        var batch = new Batch
        {
            Id = id,
            Tenant = submit.Tenant,
            State = BatchState.Submitted,
            Feed = submit.Feed,
            Recipe = submit.Recipe,
            CreatedAt = now,
            UpdatedAt = now,
            Label = submit.Label,
        };
        if (await batches.InsertAsync(batch, cancellationToken)) return batch;
        return (await batches.GetAsync(submit.Tenant, id, cancellationToken)).Batch;
    }

    /// <summary>The first submission under a key claims the id; the record is inserted after, so a crash in between is healed by the next try.</summary>
    private async Task<string> ClaimIdAsync(SubmitBatch submit, CancellationToken cancellationToken)
    {
        var id = BatchIds.New(time.GetUtcNow());
        if (submit.IdempotencyKey is not { } key) return id;
        var claim = new Claim(id, submit.PayloadHash);
        var hashed = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        if (await records.InsertAsync(Table, submit.Tenant, hashed, JsonSerializer.Serialize(claim, BatchJson.Default.Claim), cancellationToken) is not null) return id;
        var first = JsonSerializer.Deserialize((await records.GetAsync(Table, submit.Tenant, hashed, cancellationToken))!.Json, BatchJson.Default.Claim)!;
        if (first.PayloadHash is not null && submit.PayloadHash is not null && first.PayloadHash != submit.PayloadHash)
            throw new ProblemException("idempotency-mismatch", "This Idempotency-Key was used before with another feed or recipe.", 422);
        return first.BatchId;
    }
}

/// <summary>Which batch an idempotency key stands for.</summary>
internal sealed record Claim(string BatchId, string? PayloadHash);
