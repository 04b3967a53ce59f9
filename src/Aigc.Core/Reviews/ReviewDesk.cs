using Aigc.Contracts.Reviews;
using Aigc.Core.Storage;

namespace Aigc.Core.Reviews;

/// <param name="Continuation">Hand it in again for the next page; null: this was the last. A page may hold fewer than asked for, even none, and yet have a next.</param>
public sealed record ReviewPage(IReadOnlyList<Review> Reviews, string? Continuation);

/// <summary>
/// The reviews of all batches. A review lies under <c>item/ROW</c>, beside it under <c>open/ROW</c> until it is decided and then under <c>todo/ROW</c> until the batch has
/// applied the decision. The three change together in one write, so one decision counts and none is lost.
/// </summary>
public sealed class ReviewDesk(IRecordStore records)
{
    private const int ReviewsAWrite = 50;
    private const int KeysAPage = 1000;

    private readonly ReviewLists _lists = new(records);

    /// <summary>Opens reviews; those that are there already, open or decided, stay as they are.</summary>
    public async Task OpenAsync(string tenant, string batch, IReadOnlyList<Review> reviews, CancellationToken cancellationToken = default)
    {
        await _lists.AddBatchAsync(tenant, batch, cancellationToken);
        foreach (var some in reviews.DistinctBy(review => review.Row).Chunk(ReviewsAWrite))
        {
            if (await WriteAsync(tenant, batch, [.. some.SelectMany(Opening)], cancellationToken)) continue;
            foreach (var review in some) await WriteAsync(tenant, batch, [.. Opening(review)], cancellationToken);
        }
    }

    /// <summary>Null where the tenant has no such review.</summary>
    public async Task<Review?> GetAsync(string tenant, string reviewId, CancellationToken cancellationToken = default) =>
        await FindAsync(tenant, reviewId, cancellationToken) is { } stored ? ReviewRecords.Read(stored) : null;

    /// <param name="batch">Null: over all batches of the tenant.</param>
    /// <param name="state">Null: in any state.</param>
    public Task<ReviewPage> ListAsync(string tenant, string? batch, ReviewState? state, int limit, string? continuation, CancellationToken cancellationToken = default) =>
        batch is null ? _lists.AllAsync(tenant, state, limit, continuation, cancellationToken) : _lists.OfBatchAsync(tenant, batch, state, limit, continuation, cancellationToken);

    /// <summary>The decision that counts: this one, or the one that was there before.</summary>
    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public async Task<ReviewDecision> DecideAsync(string tenant, string reviewId, ReviewDecision decision, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var stored = await FindAsync(tenant, reviewId, cancellationToken) ?? throw new ProblemException("not-found", "There is no such review.", 404);
            var review = ReviewRecords.Read(stored);
            if (review.Decision is not null) return review.Decision;
            var decided = review with { State = decision.Verdict == Verdict.Approve ? ReviewState.Approved : ReviewState.Rejected, Decision = decision };
            if (await WriteAsync(tenant, review.BatchId, Deciding(decided, stored.ETag), cancellationToken)) return decision;
        }
    }

    /// <summary>How many reviews of the batch nobody has decided.</summary>
    public async Task<long> CountOpenAsync(string tenant, string batch, CancellationToken cancellationToken = default)
    {
        var (count, continuation) = (0L, (string?)null);
        do
        {
            var page = await ReviewRecords.QueryAsync(records, tenant, batch, ReviewRecords.Open, KeysAPage, continuation, cancellationToken);
            (count, continuation) = (count + page.Records.Count, page.Continuation);
        }
        while (continuation is not null);
        return count;
    }

    /// <summary>Decided reviews whose decision the batch has not applied yet, in row order.</summary>
    public async Task<IReadOnlyList<Review>> UnappliedAsync(string tenant, string batch, CancellationToken cancellationToken = default)
    {
        var (reviews, continuation) = (new List<Review>(), (string?)null);
        do
        {
            var page = await ReviewRecords.QueryAsync(records, tenant, batch, ReviewRecords.Todo, KeysAPage, continuation, cancellationToken);
            reviews.AddRange(page.Records.Select(ReviewRecords.Read));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return reviews;
    }

    /// <summary>The decision has had its effect. Safe to repeat.</summary>
    public Task MarkAppliedAsync(string tenant, string reviewId, CancellationToken cancellationToken = default)
    {
        var (batch, row) = ReviewIds.Parse(reviewId);
        return records.DeleteAsync(ReviewRecords.Table, ReviewRecords.Partition(tenant, batch), ReviewRecords.Key(ReviewRecords.Todo, row), cancellationToken);
    }

    private Task<StoredRecord?> FindAsync(string tenant, string reviewId, CancellationToken cancellationToken) => ReviewIds.TryParse(reviewId, out var batch, out var row)
        ? records.GetAsync(ReviewRecords.Table, ReviewRecords.Partition(tenant, batch), ReviewRecords.Key(ReviewRecords.Item, row), cancellationToken)
        : Task.FromResult<StoredRecord?>(null);

    private Task<bool> WriteAsync(string tenant, string batch, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken) =>
        records.WriteBatchAsync(ReviewRecords.Table, ReviewRecords.Partition(tenant, batch), writes, cancellationToken);

    private static IEnumerable<RecordWrite> Opening(Review review)
    {
        var json = ReviewRecords.Json(review with { State = ReviewState.Open, Decision = null, Item = null });
        yield return new(RecordWriteKind.Insert, ReviewRecords.Key(ReviewRecords.Item, review.Row), json);
        yield return new(RecordWriteKind.Insert, ReviewRecords.Key(ReviewRecords.Open, review.Row), json);
    }

    private static List<RecordWrite> Deciding(Review decided, string etag)
    {
        var json = ReviewRecords.Json(decided);
        return
        [
            new(RecordWriteKind.Replace, ReviewRecords.Key(ReviewRecords.Item, decided.Row), json, etag),
            new(RecordWriteKind.Delete, ReviewRecords.Key(ReviewRecords.Open, decided.Row)),
            new(RecordWriteKind.Upsert, ReviewRecords.Key(ReviewRecords.Todo, decided.Row), json),
        ];
    }
}
