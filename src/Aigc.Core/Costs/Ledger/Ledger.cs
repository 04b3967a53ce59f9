using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aigc.Core.Storage;

namespace Aigc.Core.Costs;

/// <summary>
/// Money that cannot overshoot. Before anything is bought its upper bound is reserved; then what was used is settled and the rest released.
/// The accounts of tenant, month, batch and model and the hold itself change in one transaction, so <c>settled + reserved</c> never passes
/// a limit. Amounts are exact decimals in the price list's currency.
/// </summary>
internal sealed class Ledger(IRecordStore records, TimeProvider time)
{
    private const string Table = "ledger";
    private const string TenantsTable = "ledgertenants";
    private readonly ConcurrentDictionary<string, bool> _remembered = new(StringComparer.Ordinal);
    private readonly Books _books = new(records, time, Table);

    /// <summary>Reserves amounts by model. A hold that is there already, settled or not, is kept as it is.</summary>
    /// <returns>Null where all is reserved; else the limit that would be passed, and nothing is reserved.</returns>
    public async Task<Refusal?> ReserveAsync(HoldId hold, IReadOnlyDictionary<string, decimal> amounts, Limits limits)
    {
        Refusal? refusal = null;
        await RememberAsync(hold.Tenant);
        var held = new Hold(time.GetUtcNow(), hold.BatchId, amounts);
        var accounts = AccountKeys.Of(held, amounts.Keys);
        await _books.ChangeAsync(hold.Tenant, [.. accounts, hold.OpenKey, hold.DoneKey], sheet =>
        {
            refusal = null;
            if (sheet.Has(hold.OpenKey) || sheet.Has(hold.DoneKey)) return;
            refusal = RefusalOf(sheet, held, limits);
            if (refusal is not null) return;
            foreach (var (model, amount) in amounts) Book(sheet, held, model, settled: 0, reserved: amount);
            sheet.Set(hold.OpenKey, held, LedgerJson.Default.Hold);
        });
        return refusal;
    }

    /// <summary>Books what was used and releases the rest, once. Calls that nobody knows the end of are booked at their upper bound and noted.</summary>
    /// <returns>False where the hold is not open: it was settled before, or never reserved.</returns>
    public async Task<bool> SettleAsync(HoldId hold, Spent spent)
    {
        if (await records.GetAsync(Table, hold.Tenant, hold.OpenKey) is not { } open) return false;
        var held = JsonSerializer.Deserialize(open.Json, LedgerJson.Default.Hold)!;
        foreach (var (id, call) in spent.Unknown) await NoteAsync(hold.Tenant, new(id, call.Model, call.Bound, held));
        var (used, settled) = (spent.AtMost(), false);
        await _books.ChangeAsync(hold.Tenant, [.. AccountKeys.Of(held, held.Reserved.Keys.Union(used.Keys)), hold.OpenKey, hold.DoneKey], sheet =>
        {
            settled = sheet.Has(hold.OpenKey);
            if (!settled) return;
            foreach (var model in held.Reserved.Keys.Union(used.Keys)) Book(sheet, held, model, used.GetValueOrDefault(model), -held.Reserved.GetValueOrDefault(model));
            sheet.Remove(hold.OpenKey);
            sheet.Set(hold.DoneKey, held with { Settled = used }, LedgerJson.Default.Hold);
        });
        return settled;
    }

    /// <summary>Settles a hold that nobody will come back to: at what was reserved, until the invoice tells.</summary>
    public async Task ForfeitAsync(HoldId hold, CancellationToken cancellationToken)
    {
        if (await records.GetAsync(Table, hold.Tenant, hold.OpenKey, cancellationToken) is not { } open) return;
        var held = JsonSerializer.Deserialize(open.Json, LedgerJson.Default.Hold)!;
        await SettleAsync(hold, new(new Dictionary<string, decimal>(), held.Reserved.ToDictionary(amount => $"{hold.BatchId}/{hold.Name}/{amount.Key}", amount => new PaidCall(amount.Key, amount.Value, held.At))));
    }

    /// <summary>Puts the true amount of a call whose outcome was unknown in the place of its upper bound, once.</summary>
    /// <returns>False where there is no such call, or it was told before.</returns>
    public async Task<bool> ReconcileAsync(string tenant, string callId, decimal amount, CancellationToken cancellationToken = default)
    {
        if (await records.GetAsync(Table, tenant, UnknownCall.OpenKey(callId), cancellationToken) is not { } stored) return false;
        var call = JsonSerializer.Deserialize(stored.Json, LedgerJson.Default.UnknownCall)!;
        var done = false;
        await _books.ChangeAsync(tenant, [.. AccountKeys.Of(call.Hold, [call.Model]), UnknownCall.OpenKey(callId), UnknownCall.DoneKey(callId)], sheet =>
        {
            done = sheet.Has(UnknownCall.OpenKey(callId));
            if (!done) return;
            Book(sheet, call.Hold, call.Model, amount - call.Bound, reserved: 0);
            sheet.Remove(UnknownCall.OpenKey(callId));
            sheet.Set(UnknownCall.DoneKey(callId), call with { Invoiced = amount }, LedgerJson.Default.UnknownCall);
        });
        return done;
    }

    public async Task<Account> AccountAsync(string tenant, string key, CancellationToken cancellationToken) =>
        await records.GetAsync(Table, tenant, key, cancellationToken) is { } stored ? JsonSerializer.Deserialize(stored.Json, LedgerJson.Default.Account)! : Account.Empty;

    /// <summary>Accounts by key, those under one prefix.</summary>
    public async Task<IReadOnlyDictionary<string, Account>> AccountsAsync(string tenant, string prefix, CancellationToken cancellationToken) =>
        await UnderAsync(tenant, prefix, cancellationToken).ToDictionaryAsync(stored => stored.Key, stored => JsonSerializer.Deserialize(stored.Json, LedgerJson.Default.Account)!, cancellationToken: cancellationToken);

    /// <summary>Holds that are not settled yet: of one batch, or of single calls where none is named.</summary>
    public async Task<IReadOnlyList<HoldId>> OpenHoldsAsync(string tenant, string? batchId, CancellationToken cancellationToken) =>
        await UnderAsync(tenant, HoldId.OpenPrefix(batchId), cancellationToken).Select(stored => HoldId.FromOpenKey(tenant, batchId, stored.Key)).ToListAsync(cancellationToken);

    /// <summary>Holds of single calls that were reserved before a moment and never settled: their process is gone.</summary>
    public async Task<IReadOnlyList<(HoldId Id, Hold Hold)>> LostCallsAsync(string tenant, DateTimeOffset before, CancellationToken cancellationToken) =>
        await UnderAsync(tenant, HoldId.OpenPrefix(null), cancellationToken)
            .Select(stored => (HoldId.FromOpenKey(tenant, null, stored.Key), JsonSerializer.Deserialize(stored.Json, LedgerJson.Default.Hold)!))
            .Where(lost => lost.Item2.At < before).ToListAsync(cancellationToken);

    /// <summary>Calls that wait for the provider's invoice.</summary>
    public async Task<IReadOnlyList<UnknownCall>> UnknownAsync(string tenant, CancellationToken cancellationToken) =>
        await UnderAsync(tenant, UnknownCall.OpenKey(""), cancellationToken).Select(stored => JsonSerializer.Deserialize(stored.Json, LedgerJson.Default.UnknownCall)!).ToListAsync(cancellationToken);

    /// <summary>Everybody who ever reserved anything.</summary>
    public async IAsyncEnumerable<string> TenantsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await records.QueryAsync(TenantsTable, "all", limit: 500, continuation: continuation, cancellationToken: cancellationToken);
            foreach (var stored in page.Records) yield return stored.Key;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private async Task RememberAsync(string tenant)
    {
        if (_remembered.ContainsKey(tenant)) return;
        await records.UpsertAsync(TenantsTable, "all", tenant, "{}");
        _remembered[tenant] = true;
    }

    private Task NoteAsync(string tenant, UnknownCall call) =>
        _books.ChangeAsync(tenant, [UnknownCall.OpenKey(call.Id), UnknownCall.DoneKey(call.Id)], sheet =>
        {
            if (!sheet.Has(UnknownCall.DoneKey(call.Id))) sheet.Set(UnknownCall.OpenKey(call.Id), call, LedgerJson.Default.UnknownCall);
        });

    private static Refusal? RefusalOf(RecordSheet sheet, Hold hold, Limits limits)
    {
        foreach (var (scope, key, wanted, limit) in limits.Over(hold))
            if (limit is { } most && Read(sheet, key) is var account && account.Total + wanted > most) return new(scope, most - account.Total, wanted);
        return null;
    }

    private static void Book(RecordSheet sheet, Hold hold, string model, decimal settled, decimal reserved)
    {
        foreach (var key in AccountKeys.Of(hold, [model]))
        {
            var account = Read(sheet, key);
            sheet.Set(key, new Account(account.Settled + settled, account.Reserved + reserved), LedgerJson.Default.Account);
        }
    }

    private static Account Read(RecordSheet sheet, string key) => sheet.Get(key, LedgerJson.Default.Account) ?? Account.Empty;

    private async IAsyncEnumerable<StoredRecord> UnderAsync(string tenant, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await records.QueryAsync(Table, tenant, prefix, prefix + "\uffff", 500, continuation, cancellationToken);
            foreach (var stored in page.Records) yield return stored;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
