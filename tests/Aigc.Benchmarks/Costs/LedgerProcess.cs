using System.Globalization;
using Aigc.Core.Costs;
using Aigc.Core.Delivery;
using Aigc.Core.Storage;
using Aigc.Core.Text;
using Aigc.Local.Storage;
using Microsoft.Extensions.Options;

namespace Aigc.Benchmarks.Costs;

/// <summary>One process with many callers that buy until the money is used up. It is killed at any moment and started again.</summary>
internal static class LedgerProcess
{
    public const int Callers = 250;
    public const string Tenant = "acme";
    public const string Model = "gpt";
    private const decimal PurseSize = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    public static Spending Open(IRecordStore records, decimal? budget, TimeProvider time)
    {
        var options = Options.Create(new PriceOptions { TenantBudget = budget });
        var ledger = new Ledger(records, time);
        return new(ledger, new Purses(records, time), new Budgets(records, options, time), new BudgetAlerts(ledger, new Outbox(records), new Prices(options, new(Options.Create(new TextOptions()), options), time), time), time);
    }

    public static async Task RunAsync(string folder, Uri provider, int process)
    {
        using var database = new LocalDatabase(Path.Combine(folder, "data.db"));
        var spending = Open(new SqliteRecordStore(database), LedgerBench.Budget, TimeProvider.System);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Callers }) { BaseAddress = provider, Timeout = Patience };
        // Half of the callers belong to a page, as in a batch; the others call by themselves.
        var page = HoldId.OfPage(Tenant, "b1", "main", process, 0);
        await spending.ReserveAsync(page, new Dictionary<string, decimal> { [Model] = PurseSize }, null, default);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => BuyAsync(spending, http, caller % 2 == 0 ? page : null))));
        await spending.SettleAsync(page, default);
    }

    private static async Task BuyAsync(Spending spending, HttpClient http, HoldId? page)
    {
        using var paid = page is null ? null : Spending.On(page, null);
        // What others have reserved may yet be released: only who is refused again and again is at the end.
        for (var refused = 0; refused < 5;)
        {
            var input = Random.Shared.Next(200, 2_000);
            try
            {
                await spending.PayAsync(new(Tenant, Model, Cost(input, InvoicingProvider.MostOutput)), id => CallAsync(http, id, input), output => Cost(input, output), default);
                refused = 0;
            }
            catch (ProblemException exceeded) when (exceeded.Code == Budgets.Exceeded)
            {
                refused++;
                await Task.Delay(Patience, TimeProvider.System);
            }
            catch (TransientException)
            {
                // The next one.
            }
        }
    }

    private static async Task<int> CallAsync(HttpClient http, string id, int input)
    {
        try
        {
            using var response = await http.PostAsync($"/call?id={id}&input={input}", null);
            if (!response.IsSuccessStatusCode) throw new TransientException("busy") { NothingDone = true };
            return int.Parse(await response.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture);
        }
        catch (Exception lost) when (lost is OperationCanceledException or HttpRequestException)
        {
            throw new TransientException("lost", lost);
        }
    }

    private static decimal Cost(int input, int output) => ((input * InvoicingProvider.InputPerMillion) + (output * InvoicingProvider.OutputPerMillion)) / 1_000_000m;
}
