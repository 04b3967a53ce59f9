using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;

namespace Aigc.Core.Batches;

/// <summary>Hands in batches and tells how they stand. Whatever is not the tenant's own does not exist.</summary>
public sealed class BatchService
{
    private readonly BatchStore _batches;
    private readonly Submissions _submissions;
    private readonly ProgressStore _progress;
    private readonly ItemReader _items;

    internal BatchService(BatchStore batches, Submissions submissions, ProgressStore progress, ItemReader items)
    {
        _batches = batches;
        _submissions = submissions;
        _progress = progress;
        _items = items;
    }

    /// <summary>Records the batch and starts it; the same idempotency key gives the first batch again.</summary>
    /// <exception cref="ProblemException"><c>idempotency-mismatch</c> (422): the key was used for another payload.</exception>
    public async Task<Batch> SubmitAsync(SubmitBatch submit, IWorkflows workflows, CancellationToken cancellationToken = default)
    {
        var batch = await _submissions.AcceptAsync(submit, cancellationToken);
        await BatchStarter.StartAsync(batch, Runs.Main, workflows, cancellationToken);
        return batch;
    }

    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public async Task<Batch> GetAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        await _progress.AddToAsync(await _batches.GetAsync(tenant, id, cancellationToken), cancellationToken);

    /// <summary>Newest first.</summary>
    public async Task<BatchPage> ListAsync(string tenant, int limit, string? continuation, CancellationToken cancellationToken = default)
    {
        var (records, next) = await _batches.ListAsync(tenant, limit, continuation, cancellationToken);
        return new([.. records.Select(record => record.Batch)], next);
    }

    /// <summary>Items in feed order, those of one state if one is given.</summary>
    public async Task<ItemPage> ItemsAsync(string tenant, string id, ItemState? state, int limit, string? continuation, CancellationToken cancellationToken = default)
    {
        await _batches.GetAsync(tenant, id, cancellationToken);
        return await _items.PageAsync(tenant, id, state, limit, continuation, cancellationToken);
    }

    /// <summary>One item by its feed row; null where it has no result yet.</summary>
    public Task<ItemResult?> ItemAsync(string tenant, string id, long row, CancellationToken cancellationToken = default) => _items.FindAsync(tenant, id, row, cancellationToken);
}

public sealed record BatchPage(IReadOnlyList<Batch> Batches, string? Continuation);

public sealed record ItemPage(IReadOnlyList<ItemResult> Items, string? Continuation);
