using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Aigc.Contracts.Completions;
using Aigc.Core.Batches;
using Aigc.Core.Storage;

namespace Aigc.Core.Completions;

/// <summary>Batches of chat completions in the shape of OpenAI's batch API, done by this host's own models under the tenant's own budget.</summary>
public sealed class CompletionBatches(CompletionFiles files, IRecordStore records, TimeProvider time)
{
    public const string Endpoint = "/v1/chat/completions";
    private const string Table = "completionbatches";
    private const string Window = "24h";

    /// <exception cref="ProblemException"><c>batch-invalid</c> (400), <c>not-found</c> (404): no such file.</exception>
    public async Task<CompletionBatch> CreateAsync(string tenant, CompletionBatchRequest wanted, IWorkflows workflows, CancellationToken cancellationToken = default)
    {
        if (wanted.Endpoint != Endpoint) throw new ProblemException("batch-invalid", $"'endpoint' is {Endpoint}.", 400);
        if (wanted.CompletionWindow != Window) throw new ProblemException("batch-invalid", $"'completion_window' is {Window}.", 400);
        if (wanted.Metadata is { } said && (said.Count > 16 || said.Any(pair => pair.Key.Length > 64 || pair.Value.Length > 512))) throw new ProblemException("batch-invalid", "'metadata' has up to 16 pairs, keys up to 64 and values up to 512 characters.", 400);
        var input = await files.GetAsync(tenant, wanted.InputFileId ?? "", cancellationToken);
        var now = time.GetUtcNow();
        var batch = new CompletionBatch
        {
            // The newest comes first in key order.
            Id = string.Create(CultureInfo.InvariantCulture, $"batch_{long.MaxValue - now.UtcTicks:x16}{RandomNumberGenerator.GetHexString(8, lowercase: true)}"),
            Endpoint = Endpoint,
            InputFileId = input.Id,
            CompletionWindow = Window,
            Status = "validating",
            CreatedAt = now.ToUnixTimeSeconds(),
            ExpiresAt = now.AddHours(24).ToUnixTimeSeconds(),
            RequestCounts = new(0, 0, 0),
            Metadata = wanted.Metadata,
        };
        await records.InsertAsync(Table, tenant, batch.Id, Json(batch), cancellationToken);
        await workflows.StartAsync(nameof(ProduceCompletions), $"{tenant}:{batch.Id}", new CompletionInput(tenant, batch.Id), cancellationToken);
        return batch;
    }

    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public async Task<CompletionBatch> GetAsync(string tenant, string id, CancellationToken cancellationToken = default) => Read(await StoredAsync(tenant, id, cancellationToken));

    public async Task<CompletionBatchList> ListAsync(string tenant, int limit, string? after, CancellationToken cancellationToken = default)
    {
        var page = await records.QueryAsync(Table, tenant, after is null ? null : after + "\0", limit: limit, cancellationToken: cancellationToken);
        var data = page.Records.Select(Read).ToList();
        return new(data, data.FirstOrDefault()?.Id, data.LastOrDefault()?.Id, page.Continuation is not null);
    }

    /// <summary>Nothing further is begun; what is done stays and is handed back.</summary>
    /// <exception cref="ProblemException"><c>not-found</c> (404), <c>batch-finished</c> (409).</exception>
    public async Task<CompletionBatch> CancelAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        var batch = await UpdateAsync(tenant, id, before => before.Status is "validating" or "in_progress" ? before with { Status = "cancelling", CancellingAt = Now } : before, cancellationToken);
        return batch.Status is "cancelling" or "cancelled" ? batch : throw new ProblemException("batch-finished", $"The batch is {batch.Status} already.", 409);
    }

    internal long Now => time.GetUtcNow().ToUnixTimeSeconds();

    internal async Task<CompletionBatch> UpdateAsync(string tenant, string id, Func<CompletionBatch, CompletionBatch> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await StoredAsync(tenant, id, cancellationToken);
            var (before, after) = (Read(stored), change(Read(stored)));
            if (after == before || await records.ReplaceAsync(Table, tenant, id, Json(after), stored.ETag, cancellationToken) is not null) return after;
        }
    }

    private async Task<StoredRecord> StoredAsync(string tenant, string id, CancellationToken cancellationToken) =>
        (id.Length is > 0 and < 100 ? await records.GetAsync(Table, tenant, id, cancellationToken) : null) ?? throw new ProblemException("not-found", "There is no such batch.", 404);

    private static string Json(CompletionBatch batch) => JsonSerializer.Serialize(batch, CompletionsJson.Default.CompletionBatch);

    private static CompletionBatch Read(StoredRecord stored) => JsonSerializer.Deserialize(stored.Json, CompletionsJson.Default.CompletionBatch)!;
}
