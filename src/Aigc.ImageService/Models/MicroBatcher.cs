using Microsoft.ML.OnnxRuntime.Tensors;

namespace Aigc.ImageService.Models;

/// <summary>
/// Gathers calls of one network that come at the same time and in the same shape into one run. Whoever opens a batch runs it: when it is
/// full, or after a short wait for others, of which there is none where nobody else is about. A call that is cancelled leaves at once; the run
/// is given up when all of its calls have left.
/// </summary>
/// <param name="most">Calls in one run; 1: each runs alone.</param>
/// <param name="wait">The longest wait for others.</param>
/// <param name="run">The network: so many items on the first axis in, as many out.</param>
internal sealed class MicroBatcher(int most, TimeSpan wait, TimeProvider time, Func<DenseTensor<float>, CancellationToken, DenseTensor<float>> run)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Batch> _open = new(StringComparer.Ordinal);
    private int _inside;

    /// <param name="item">One item: the first axis has the size 1.</param>
    /// <exception cref="OperationCanceledException"/>
    public DenseTensor<float> Run(DenseTensor<float> item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (most == 1) return run(item, cancellationToken);
        var (batch, place) = Join(item);
        try
        {
            using var leaving = cancellationToken.Register(batch.Leave);
            // The leader stays to the end even if its own call is cancelled: others wait for the run.
            if (place == 0) Lead(batch);
            return Slice(batch.Results.WaitAsync(cancellationToken).GetAwaiter().GetResult(), place);
        }
        finally
        {
            lock (_gate) _inside--;
        }
    }

    private (Batch Batch, int Place) Join(DenseTensor<float> item)
    {
        var shape = string.Join('x', item.Dimensions.ToArray());
        lock (_gate)
        {
            var isAlone = _inside++ == 0;
            if (!_open.TryGetValue(shape, out var batch)) _open[shape] = batch = new();
            var place = batch.Add(item);
            if (place == most - 1 || isAlone) Close(shape, batch);
            else if (place == 0) batch.Wait = time.CreateTimer(_ => CloseLate(shape, batch), null, wait, Timeout.InfiniteTimeSpan);
            return (batch, place);
        }
    }

    private void CloseLate(string shape, Batch batch)
    {
        lock (_gate) Close(shape, batch);
    }

    // Nobody may join from here on.
    private void Close(string shape, Batch batch)
    {
        if (_open.GetValueOrDefault(shape) == batch) _open.Remove(shape);
        batch.Close();
    }

    private void Lead(Batch batch)
    {
        batch.Closed.GetAwaiter().GetResult();
        try
        {
            batch.Finish(run(Joined(batch.Items), batch.AllLeft));
        }
        catch (Exception failure)
        {
            // Every call of the batch fails as it would have failed alone.
            batch.Fail(failure);
        }
    }

    private static DenseTensor<float> Joined(IReadOnlyList<DenseTensor<float>> items)
    {
        if (items is [var only]) return only;
        var joined = new DenseTensor<float>([items.Count, .. items[0].Dimensions[1..]]);
        for (var i = 0; i < items.Count; i++) items[i].Buffer.Span.CopyTo(joined.Buffer.Span[(i * (int)items[i].Length)..]);
        return joined;
    }

    private static DenseTensor<float> Slice(DenseTensor<float> results, int place)
    {
        var size = (int)results.Length / results.Dimensions[0];
        return new(results.Buffer.Slice(place * size, size), [1, .. results.Dimensions[1..]]);
    }

    private sealed class Batch
    {
        private readonly Lock _gate = new();
        private readonly CancellationTokenSource _allLeft = new();
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<DenseTensor<float>> _results = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<DenseTensor<float>> _items = [];
        private int _left;

        public IReadOnlyList<DenseTensor<float>> Items => _items;

        public CancellationToken AllLeft => _allLeft.Token;

        public Task Closed => _closed.Task;

        public Task<DenseTensor<float>> Results => _results.Task;

        public ITimer? Wait { get; set; }

        public int Add(DenseTensor<float> item)
        {
            lock (_gate) _items.Add(item);
            return _items.Count - 1;
        }

        public void Close()
        {
            Wait?.Dispose();
            lock (_gate) if (_closed.TrySetResult() && _left == _items.Count) _allLeft.Cancel();
        }

        public void Leave()
        {
            lock (_gate) if (++_left == _items.Count && _closed.Task.IsCompleted) _allLeft.Cancel();
        }

        public void Finish(DenseTensor<float> results) => _results.SetResult(results);

        public void Fail(Exception failure) => _results.SetException(failure);
    }
}
