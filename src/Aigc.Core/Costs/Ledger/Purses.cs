using System.Text.Json;
using Aigc.Core.Storage;

namespace Aigc.Core.Costs;

/// <summary>
/// The calls that a page's hold pays for. Each is written down with its upper bound before it is made and with its true amount after it,
/// in one transaction with the purse, so that after a crash the record says what was paid and which calls nobody knows the end of.
/// </summary>
internal sealed class Purses(IRecordStore records, TimeProvider time)
{
    private const string Table = "calls";
    private const string Key = "purse";
    private readonly Books _books = new(records, time, Table);

    /// <summary>A purse that is there already is kept.</summary>
    public Task OpenAsync(HoldId hold, decimal amount) => _books.ChangeAsync(Partition(hold), [Key], sheet =>
    {
        if (!sheet.Has(Key)) sheet.Set(Key, new Purse(amount, 0, new Dictionary<string, decimal>()), LedgerJson.Default.Purse);
    });

    /// <summary>Writes down a call that is about to be made. False where the purse is closed or does not hold as much any more.</summary>
    public async Task<bool> BeginAsync(HoldId hold, string callId, PaidCall call)
    {
        var begun = false;
        await _books.ChangeAsync(Partition(hold), [Key, OpenKey(callId)], sheet =>
        {
            begun = sheet.Get(Key, LedgerJson.Default.Purse) is { Closed: false } purse && purse.Left >= call.Bound;
            if (!begun) return;
            var before = sheet.Get(Key, LedgerJson.Default.Purse)!;
            sheet.Set(Key, before with { Drawn = before.Drawn + call.Bound }, LedgerJson.Default.Purse);
            sheet.Set(OpenKey(callId), call, LedgerJson.Default.PaidCall);
        });
        return begun;
    }

    /// <summary>Writes down what a call came to. False where the purse was closed meanwhile, and the call settled at its upper bound.</summary>
    public async Task<bool> EndAsync(HoldId hold, string callId, decimal amount)
    {
        var ended = false;
        await _books.ChangeAsync(Partition(hold), [Key, OpenKey(callId), DoneKey(callId)], sheet =>
        {
            ended = sheet.Has(DoneKey(callId));
            if (ended || sheet.Get(Key, LedgerJson.Default.Purse) is not { Closed: false } purse || sheet.Get(OpenKey(callId), LedgerJson.Default.PaidCall) is not { } call) return;
            var spent = new Dictionary<string, decimal>(purse.Spent) { [call.Model] = purse.Spent.GetValueOrDefault(call.Model) + amount };
            sheet.Set(Key, purse with { Drawn = purse.Drawn - call.Bound, Spent = spent }, LedgerJson.Default.Purse);
            sheet.Remove(OpenKey(callId));
            sheet.Set(DoneKey(callId), call with { Amount = amount, EndedAt = time.GetUtcNow() }, LedgerJson.Default.PaidCall);
            ended = true;
        });
        return ended;
    }

    /// <summary>Closes the purse for good and tells what it paid. From here on its records do not change, so the same is told each time.</summary>
    public async Task<Spent> CloseAsync(HoldId hold, CancellationToken cancellationToken)
    {
        Purse? purse = null;
        await _books.ChangeAsync(Partition(hold), [Key], sheet =>
        {
            purse = sheet.Get(Key, LedgerJson.Default.Purse);
            if (purse is { Closed: false }) sheet.Set(Key, purse with { Closed = true }, LedgerJson.Default.Purse);
        });
        return new(purse?.Spent ?? new Dictionary<string, decimal>(), await CallsAsync(hold, OpenKey(""), cancellationToken));
    }

    /// <summary>What the calls of an open hold have come to so far.</summary>
    public async Task<decimal> SpentAsync(HoldId hold, CancellationToken cancellationToken) =>
        await records.GetAsync(Table, Partition(hold), Key, cancellationToken) is { } stored ? JsonSerializer.Deserialize(stored.Json, LedgerJson.Default.Purse)!.Spent.Values.Sum() : 0;

    /// <summary>Mean time of the calls that were answered; null where there were none.</summary>
    /// <param name="except">A model that is left out.</param>
    public async Task<double?> SecondsPerCallAsync(IEnumerable<HoldId> holds, string except, CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        foreach (var hold in holds)
            foreach (var (_, call) in await CallsAsync(hold, DoneKey(""), cancellationToken))
                if (call.Model != except && call is { Amount: > 0, EndedAt: { } ended }) seconds.Add((ended - call.BegunAt).TotalSeconds);
        return seconds.Count == 0 ? null : seconds.Average();
    }

    private async Task<IReadOnlyDictionary<string, PaidCall>> CallsAsync(HoldId hold, string prefix, CancellationToken cancellationToken)
    {
        var calls = new Dictionary<string, PaidCall>();
        string? continuation = null;
        do
        {
            var page = await records.QueryAsync(Table, Partition(hold), prefix, prefix + "\uffff", 500, continuation, cancellationToken);
            foreach (var stored in page.Records) calls[stored.Key[prefix.Length..]] = JsonSerializer.Deserialize(stored.Json, LedgerJson.Default.PaidCall)!;
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return calls;
    }

    private static string Partition(HoldId hold) => $"{hold.Tenant}|{hold.BatchId}|{hold.Name}";

    private static string OpenKey(string callId) => $"open/{callId}";

    private static string DoneKey(string callId) => $"paid/{callId}";
}

/// <summary>What a page may still spend without asking again.</summary>
/// <param name="Drawn">Upper bounds of the calls under way.</param>
/// <param name="Spent">By model.</param>
internal sealed record Purse(decimal Reserved, decimal Drawn, IReadOnlyDictionary<string, decimal> Spent, bool Closed = false)
{
    public decimal Left => Reserved - Drawn - Spent.Values.Sum();
}

/// <param name="Amount">Null while nobody knows.</param>
internal sealed record PaidCall(string Model, decimal Bound, DateTimeOffset BegunAt, decimal? Amount = null, DateTimeOffset? EndedAt = null);
