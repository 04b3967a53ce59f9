using System.Diagnostics;
using Aigc.Core.Costs;
using Aigc.Local.Storage;

namespace Aigc.Benchmarks.Costs;

/// <summary>
/// Five hundred callers in two processes buy from a provider that refuses, drops and never answers, while the processes are killed (SIGKILL)
/// again and again. Then the ledger is held against the provider's invoices. Beside it: the same callers with check-then-spend.
/// </summary>
internal static class LedgerBench
{
    public const decimal Budget = 40;
    private const int Kills = 12;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("aigc-ledger-").FullName;
        await using var provider = new InvoicingProvider(Budget);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(process => KeepKillingAsync(folder, provider.Address, process)));
        Console.WriteLine($"{2 * LedgerProcess.Callers} callers, {Kills} x SIGKILL, {watch.Elapsed.TotalSeconds:N0} s: billed calls {provider.Tried:N0}, refused (429) {provider.Refused:N0}, never answered {provider.Unanswered:N0}");
        var exact = await CloseAsync(folder, provider);
        var control = await CheckThenSpendAsync();
        Console.WriteLine($"control, check-then-spend with the same callers: {control.Overshoots:N0} calls past the budget, {control.Sum - Budget:0.######} over {Budget}");
        Directory.Delete(folder, recursive: true);
        return exact && provider.Overshoots == 0 ? 0 : 1;
    }

    private static async Task KeepKillingAsync(string folder, Uri provider, int process)
    {
        for (var kill = 0; kill < Kills / 2; kill++)
        {
            using var victim = Start(folder, provider, process);
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(700, 2_500)), TimeProvider.System);
            victim.Kill();
            await victim.WaitForExitAsync();
        }
        using var last = Start(folder, provider, process);
        await last.WaitForExitAsync();
    }

    private static Process Start(string folder, Uri provider, int process) =>
        Process.Start(ThisProgram.With(["ledger-process", folder, provider.ToString(), $"{process}"]))!;

    private static async Task<bool> CloseAsync(string folder, InvoicingProvider provider)
    {
        using var database = new LocalDatabase(Path.Combine(folder, "data.db"));
        var records = new SqliteRecordStore(database);
        var later = new Later();
        var ledger = new Ledger(records, later);
        foreach (var hold in await ledger.OpenHoldsAsync(LedgerProcess.Tenant, "b1", default)) await LedgerProcess.Open(records, Budget, later).SettleAsync(hold, default);
        var lost = await new LedgerSweeper(ledger, later).SweepAsync();
        var before = await ledger.AccountAsync(LedgerProcess.Tenant, AccountKeys.Tenant, default);
        var unknown = await ledger.UnknownAsync(LedgerProcess.Tenant, default);
        Console.WriteLine($"before the invoice: settled {before.Settled}, of it {unknown.Count:N0} calls of unknown outcome at their upper bound ({lost:N0} found by the sweeper); invoice {provider.Sum}; settled + reserved <= {Budget}: {before.Total <= Budget}");
        foreach (var call in unknown) await ledger.ReconcileAsync(LedgerProcess.Tenant, call.Id, provider.Invoice.GetValueOrDefault(call.Id));
        var after = await ledger.AccountAsync(LedgerProcess.Tenant, AccountKeys.Tenant, default);
        Console.WriteLine($"overshoots: {provider.Overshoots}");
        Console.WriteLine($"ledger - invoices: {(after.Settled - provider.Sum) * 1_000_000m:0.############} micro-units");
        Console.WriteLine($"reservations left over: {after.Reserved}");
        return before.Total <= Budget && after.Settled == provider.Sum && after.Reserved == 0;
    }

    // What gateways do that read the spend, call, and add the cost afterwards.
    private static async Task<InvoicingProvider> CheckThenSpendAsync()
    {
        var provider = new InvoicingProvider(Budget);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 500 }) { BaseAddress = provider.Address };
        var (spent, gate) = (0m, new Lock());
        await Task.WhenAll(Enumerable.Range(0, 2 * LedgerProcess.Callers).Select(caller => Task.Run(async () =>
        {
            for (var call = 0; Read() < Budget; call++)
            {
                const int Input = 1_000;
                using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
                try
                {
                    using var response = await http.PostAsync($"/call?id=control-{caller}-{call}&input={Input}", null, patience.Token);
                    if (!response.IsSuccessStatusCode) continue;
                    var output = int.Parse(await response.Content.ReadAsStringAsync(patience.Token), System.Globalization.CultureInfo.InvariantCulture);
                    lock (gate) spent += ((Input * InvoicingProvider.InputPerMillion) + (output * InvoicingProvider.OutputPerMillion)) / 1_000_000m;
                }
                catch (OperationCanceledException)
                {
                    // Nothing is booked for a call that was not answered, although it may be billed.
                }
            }
        })));
        await provider.DisposeAsync();
        return provider;

        decimal Read()
        {
            lock (gate) return spent;
        }
    }

    /// <summary>The clock of an hour later, when all that was lost counts as lost.</summary>
    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddHours(1);
    }
}
