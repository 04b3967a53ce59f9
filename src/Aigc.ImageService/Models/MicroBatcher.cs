namespace Aigc.ImageService.Models;

/// <summary>
/// Gathers calls of one network that come at the same time and fit together into one run. Whoever opens a batch runs it: when it is full,
/// when all who attend have joined, or after a short wait for the rest. A call that is cancelled leaves at once; the run is given up when all
/// of its calls have left.
/// </summary>
/// <param name="most">Items in one run; 1: each call runs alone.</param>
/// <param name="wait">The longest wait for others.</param>
/// <param name="run">The network: a result for each call, in their order.</param>
internal sealed class MicroBatcher<TCall, TResult>(int most, TimeSpan wait, TimeProvider time, Func<IReadOnlyList<TCall>, CancellationToken, IReadOnlyList<TResult>> run)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Batch> _open = new(StringComparer.Ordinal);
    private int _attending;
    private int _waiting;

    /// <summary>Whoever is about to call says so, once for all the calls that it makes one after the other: others wait for it.</summary>
    public IDisposable Attend()
    {
        lock (_gate) _attending++;
        return new Attendance(this);
    }

    /// <param name="kind">Calls of one kind fit into one run.</param>
    /// <param name="items">How many the call counts for.</param>
    /// <exception cref="OperationCanceledException"/>
    public TResult Run(string kind, TCall call, int items, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (most == 1) return run([call], cancellationToken)[0];
        var (batch, place) = Join(kind, call, items);
        using var leaving = cancellationToken.Register(batch.Leave);
        // The leader stays to the end even if its own call is cancelled: others wait for the run.
        if (place == 0) Lead(batch);
        return batch.Results.WaitAsync(cancellationToken).GetAwaiter().GetResult()[place];
    }

    private (Batch Batch, int Place) Join(string kind, TCall call, int items)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(kind, out var batch) && batch.Items + items > most) Close(kind, batch);
            if (!_open.TryGetValue(kind, out batch)) _open[kind] = batch = new();
            var place = batch.Add(call, items);
            _waiting++;
            if (batch.Items >= most) Close(kind, batch);
            else if (place == 0) batch.Wait = time.CreateTimer(_ => CloseLate(kind, batch), null, wait, Timeout.InfiniteTimeSpan);
            CloseWhereNobodyIsMissing();
            return (batch, place);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _attending--;
            CloseWhereNobodyIsMissing();
        }
    }

    private void CloseWhereNobodyIsMissing()
    {
        if (_waiting < _attending) return;
        foreach (var (kind, batch) in _open.ToArray()) Close(kind, batch);
    }

    private void CloseLate(string kind, Batch batch)
    {
        lock (_gate) Close(kind, batch);
    }

    // Nobody may join from here on.
    private void Close(string kind, Batch batch)
    {
        if (_open.GetValueOrDefault(kind) != batch) return;
        _open.Remove(kind);
        _waiting -= batch.Calls.Count;
        batch.Close();
    }

    private void Lead(Batch batch)
    {
        batch.Closed.GetAwaiter().GetResult();
        try
        {
            batch.Finish(run(batch.Calls, batch.AllLeft));
        }
        catch (Exception failure)
        {
            // Every call of the batch fails as it would have failed alone.
            batch.Fail(failure);
        }
    }

    private sealed class Attendance(MicroBatcher<TCall, TResult> batcher) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) batcher.Leave();
        }
    }

    private sealed class Batch
    {
        private readonly Lock _gate = new();
        private readonly CancellationTokenSource _allLeft = new();
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<IReadOnlyList<TResult>> _results = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<TCall> _calls = [];
        private int _left;

        public IReadOnlyList<TCall> Calls => _calls;

        public int Items { get; private set; }

        public CancellationToken AllLeft => _allLeft.Token;

        public Task Closed => _closed.Task;

        public Task<IReadOnlyList<TResult>> Results => _results.Task;

        public ITimer? Wait { get; set; }

        public int Add(TCall call, int items)
        {
            lock (_gate) _calls.Add(call);
            Items += items;
            return _calls.Count - 1;
        }

        public void Close()
        {
            Wait?.Dispose();
            lock (_gate) if (_closed.TrySetResult() && _left == _calls.Count) _allLeft.Cancel();
        }

        public void Leave()
        {
            lock (_gate) if (++_left == _calls.Count && _closed.Task.IsCompleted) _allLeft.Cancel();
        }

        public void Finish(IReadOnlyList<TResult> results) => _results.SetResult(results);

        public void Fail(Exception failure) => _results.SetException(failure);
    }
}
