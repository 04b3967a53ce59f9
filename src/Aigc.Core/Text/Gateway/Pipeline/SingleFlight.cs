namespace Aigc.Core.Text.Gateway;

/// <summary>Work that several want at once is done once. Who gives up leaves the others their result; the work is given up when nobody wants it any more.</summary>
internal sealed class SingleFlight<T>
{
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <returns>Led: this caller's work was done, and not that of another who came before.</returns>
    public async Task<(T Value, bool Led)> RunAsync(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var (flight, led) = Join(key, work);
        try
        {
            return (await flight.Work.WaitAsync(cancellationToken), led);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private (Flight Flight, bool Led) Join(string key, Func<CancellationToken, Task<T>> work)
    {
        lock (_gate)
        {
            if (_flights.TryGetValue(key, out var under) && !under.Work.IsCompleted)
            {
                under.Wanted++;
                return (under, false);
            }
            var cancel = new CancellationTokenSource();
            var flight = new Flight(TenantTurns.StartAsync(() => work(cancel.Token)), cancel);
            _flights[key] = flight;
            return (flight, true);
        }
    }

    private void Leave(string key, Flight flight)
    {
        lock (_gate)
        {
            if (--flight.Wanted > 0) return;
            // Nobody may board what is being given up.
            if (_flights.TryGetValue(key, out var current) && current == flight) _flights.Remove(key);
            if (!flight.Work.IsCompleted) flight.Cancel.Cancel();
        }
        // What ends after everybody has left has nobody to tell of its failure.
        _ = flight.Work.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private sealed class Flight(Task<T> work, CancellationTokenSource cancel)
    {
        public Task<T> Work => work;
        public CancellationTokenSource Cancel => cancel;
        public int Wanted { get; set; } = 1;
    }
}
