using System.Text;
using Aigc.Contracts.Reviews;
using Aigc.Core.Storage;

namespace Aigc.Core.Reviews;

/// <summary>Pages over the reviews of one batch, or of all batches of a tenant one after the other.</summary>
internal sealed class ReviewLists(IRecordStore records)
{
    private const string BatchTable = "reviewbatches";

    /// <summary>Most queries that one page may cost: a caller with thousands of finished batches gets an empty page and goes on from there.</summary>
    private const int MaxQueries = 40;

    /// <summary>Notes that the batch has reviews, so that a list over all batches finds it.</summary>
    public async Task AddBatchAsync(string tenant, string batch, CancellationToken cancellationToken) =>
        await records.InsertAsync(BatchTable, tenant, batch, "{}", cancellationToken);

    public async Task<ReviewPage> OfBatchAsync(string tenant, string batch, ReviewState? state, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var found = new List<Review>();
        var next = continuation;
        for (var query = 0; query < MaxQueries; query++)
        {
            var page = await PageAsync(tenant, batch, state, limit - found.Count, next, cancellationToken);
            found.AddRange(page.Reviews);
            next = page.Continuation;
            if (next is null || found.Count >= limit) break;
        }
        return new(found, next);
    }

    public async Task<ReviewPage> AllAsync(string tenant, ReviewState? state, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var found = new List<Review>();
        var cursor = Cursor.Read(continuation);
        for (var query = 0; query < MaxQueries && found.Count < limit; query++)
        {
            var batch = cursor.Inner is null ? await NextBatchAsync(tenant, cursor.Batch, cancellationToken) : cursor.Batch;
            if (batch is null) return new(found, null);
            var page = await PageAsync(tenant, batch, state, limit - found.Count, cursor.Inner, cancellationToken);
            found.AddRange(page.Reviews);
            cursor = new(batch, page.Continuation);
        }
        return new(found, cursor.Write());
    }

    private async Task<ReviewPage> PageAsync(string tenant, string batch, ReviewState? state, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var shelf = state == ReviewState.Open ? ReviewRecords.Open : ReviewRecords.Item;
        var page = await ReviewRecords.QueryAsync(records, tenant, batch, shelf, limit, continuation, cancellationToken);
        return new([.. page.Records.Select(ReviewRecords.Read).Where(review => state is null || review.State == state)], page.Continuation);
    }

    // The lowest key after "x" is "x" and the lowest character.
    private async Task<string?> NextBatchAsync(string tenant, string? after, CancellationToken cancellationToken) =>
        (await records.QueryAsync(BatchTable, tenant, after is null ? null : after + "\u0001", limit: 1, cancellationToken: cancellationToken)).Records.FirstOrDefault()?.Key;

    /// <param name="Batch">The batch of the last page.</param>
    /// <param name="Inner">Where that batch goes on; null: it is done.</param>
    private sealed record Cursor(string? Batch, string? Inner)
    {
        public string Write() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Batch}\n{Inner}"));

        public static Cursor Read(string? text)
        {
            if (string.IsNullOrEmpty(text)) return new(null, null);
            var bytes = new byte[text.Length];
            if (text.Length > 2000 || !Convert.TryFromBase64String(text, bytes, out var length)) throw Invalid();
            var parts = Encoding.UTF8.GetString(bytes, 0, length).Split('\n');
            return parts is [{ Length: > 0 } batch, var inner] ? new(batch, inner.Length == 0 ? null : inner) : throw Invalid();
        }

        private static ProblemException Invalid() => new("continuation-invalid", "The continuation is not one that a list gave.", 400);
    }
}
