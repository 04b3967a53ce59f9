using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aigc.Benchmarks.Costs;

/// <summary>
/// A model's provider that bills what it does and keeps its own books. Some calls it refuses, some it does without ever answering, some it
/// drops unseen: only its invoice tells which.
/// </summary>
internal sealed class InvoicingProvider : IAsyncDisposable
{
    public const decimal InputPerMillion = 2.5m;
    public const decimal OutputPerMillion = 10m;
    public const int MostOutput = 1_200;
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, decimal> _billed = new();
    private readonly decimal _budget;
    private readonly Lock _gate = new();
    private decimal _sum;

    public InvoicingProvider(decimal budget)
    {
        _budget = budget;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/call", CallAsync);
        _app.Start();
        Address = new(_app.Urls.Single());
    }

    public Uri Address { get; }
    public int Tried { get; private set; }
    public int Refused { get; private set; }
    public int Unanswered { get; private set; }

    /// <summary>Calls after which the bill was above the budget.</summary>
    public int Overshoots { get; private set; }

    public IReadOnlyDictionary<string, decimal> Invoice => _billed;

    public decimal Sum => _billed.Values.Sum();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CallAsync(HttpContext http)
    {
        var (id, input) = (http.Request.Query["id"].ToString(), int.Parse(http.Request.Query["input"]!, CultureInfo.InvariantCulture));
        var fate = Random.Shared.NextDouble();
        var output = Random.Shared.Next(20, MostOutput + 1);
        if (fate < 0.08) { Count(() => Refused++); http.Response.StatusCode = StatusCodes.Status429TooManyRequests; return; }
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 30)), TimeProvider.System);
        if (fate < 0.97) Bill(id, ((input * InputPerMillion) + (output * OutputPerMillion)) / 1_000_000m);
        if (fate > 0.94)
        {
            Count(() => Unanswered++);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }
        await http.Response.WriteAsync(output.ToString(CultureInfo.InvariantCulture), http.RequestAborted);
    }

    private void Bill(string id, decimal amount)
    {
        _billed[id] = amount;
        lock (_gate)
        {
            _sum += amount;
            if (_sum > _budget) Overshoots++;
        }
        Count(() => Tried++);
    }

    private void Count(Action count)
    {
        lock (_gate) count();
    }
}
