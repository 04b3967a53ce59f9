using System.Text.Json;
using Aigc.Core.Storage;

namespace Aigc.Core.Costs;

/// <summary>
/// Money that cannot overshoot. A page reserves its upper bound, settles what it used and releases the rest. The tenant's account, the
/// batch's account and the hold change in one transaction, so <c>settled + reserved</c> never passes a limit. All amounts are micro-units.
/// </summary>
internal sealed class Ledger(IRecordStore records)
{
    private const string Table = "ledger";

    /// <summary>False where the tenant's or the batch's limit would be passed; nothing is reserved then. A hold that is there already is kept.</summary>
    public async Task<bool> ReserveAsync(HoldId hold, long amount, Limits limits, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await LoadAsync(hold, cancellationToken);
            if (state.Hold is not null) return true;
            if (state.Tenant.Total + amount > (limits.Tenant ?? long.MaxValue) || state.Batch.Total + amount > (limits.Batch ?? long.MaxValue)) return false;
            if (await SaveAsync(hold, state, account => account with { Reserved = account.Reserved + amount }, new Hold(amount, null), cancellationToken)) return true;
        }
    }

    /// <summary>Books what was used and releases the rest, once: a repeated settlement changes nothing.</summary>
    public async Task SettleAsync(HoldId hold, long used, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await LoadAsync(hold, cancellationToken);
            if (state.Hold is null or { Settled: not null }) return;
            var reserved = state.Hold.Reserved;
            Account Book(Account account) => new(account.Settled + used, account.Reserved - reserved);
            if (await SaveAsync(hold, state, Book, state.Hold with { Settled = used }, cancellationToken)) return;
        }
    }

    public async Task<Account> OfBatchAsync(string tenant, string batchId, CancellationToken cancellationToken) =>
        Parse(await records.GetAsync(Table, tenant, BatchKey(batchId), cancellationToken), LedgerJson.Default.Account) ?? new(0, 0);

    public async Task<Account> OfTenantAsync(string tenant, CancellationToken cancellationToken) =>
        Parse(await records.GetAsync(Table, tenant, TenantKey, cancellationToken), LedgerJson.Default.Account) ?? new(0, 0);

    private const string TenantKey = "account";

    private static string BatchKey(string batchId) => $"batch/{batchId}";

    private async Task<State> LoadAsync(HoldId hold, CancellationToken cancellationToken)
    {
        var tenant = await records.GetAsync(Table, hold.Tenant, TenantKey, cancellationToken);
        var batch = await records.GetAsync(Table, hold.Tenant, BatchKey(hold.BatchId), cancellationToken);
        var held = await records.GetAsync(Table, hold.Tenant, hold.Key, cancellationToken);
        return new(Parse(tenant, LedgerJson.Default.Account) ?? new(0, 0), tenant?.ETag, Parse(batch, LedgerJson.Default.Account) ?? new(0, 0), batch?.ETag, Parse(held, LedgerJson.Default.Hold), held?.ETag);
    }

    private Task<bool> SaveAsync(HoldId hold, State state, Func<Account, Account> change, Hold held, CancellationToken cancellationToken) =>
        records.WriteBatchAsync(Table, hold.Tenant,
        [
            Write(TenantKey, JsonSerializer.Serialize(change(state.Tenant), LedgerJson.Default.Account), state.TenantTag),
            Write(BatchKey(hold.BatchId), JsonSerializer.Serialize(change(state.Batch), LedgerJson.Default.Account), state.BatchTag),
            Write(hold.Key, JsonSerializer.Serialize(held, LedgerJson.Default.Hold), state.HoldTag),
        ], cancellationToken);

    private static RecordWrite Write(string key, string json, string? etag) =>
        etag is null ? new(RecordWriteKind.Insert, key, json) : new(RecordWriteKind.Replace, key, json, etag);

    private static T? Parse<T>(StoredRecord? record, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class =>
        record is null ? null : JsonSerializer.Deserialize(record.Json, type);

    private sealed record State(Account Tenant, string? TenantTag, Account Batch, string? BatchTag, Hold? Hold, string? HoldTag);
}

/// <summary>Names a reservation: one a page and round.</summary>
internal sealed record HoldId(string Tenant, string BatchId, string Run, int Page, int Round)
{
    public string Key => $"hold/{BatchId}/{Run}/{Page:D6}/{Round}";
}

internal sealed record Limits(long? Tenant, long? Batch);

internal sealed record Account(long Settled, long Reserved)
{
    public long Total => Settled + Reserved;
}

/// <param name="Settled">Null while the money is only reserved.</param>
internal sealed record Hold(long Reserved, long? Settled);
