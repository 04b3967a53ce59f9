using Aigc.ImageService.Diffusion.Components;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Aigc.ImageService.Models;

/// <summary>A loaded network with one input and one output, both pictures in planes: [n, channels, height, width].</summary>
internal sealed class Network : IDisposable
{
    private const int ItemsOnCuda = 8;
    private readonly InferenceSession _session;
    private readonly SessionFactory _sessions;
    private readonly MicroBatcher<DenseTensor<float>, DenseTensor<float>> _batcher;

    private Network(string file, SessionFactory sessions)
    {
        (_session, _sessions) = (sessions.OpenSession(file), sessions);
        _batcher = sessions.Batcher<DenseTensor<float>, DenseTensor<float>>(sessions.ItemsPerCall(ItemsOnCuda), Run);
    }

    public static Network Load(string file, Execution execution) => new(file, new(execution));

    /// <param name="item">[1, channels, height, width].</param>
    /// <exception cref="OperationCanceledException">Inside the run as well.</exception>
    public DenseTensor<float> Run(DenseTensor<float> item, CancellationToken cancellationToken)
    {
        using var attending = _batcher.Attend();
        return _batcher.Run(string.Join('x', item.Dimensions.ToArray()), item, 1, cancellationToken);
    }

    public void Dispose() => _session.Dispose();

    private IReadOnlyList<DenseTensor<float>> Run(IReadOnlyList<DenseTensor<float>> items, CancellationToken cancellationToken)
    {
        if (items is [var only]) return [Invoke(only, cancellationToken)];
        var joined = new DenseTensor<float>([items.Count, .. items[0].Dimensions[1..]]);
        for (var i = 0; i < items.Count; i++) items[i].Buffer.Span.CopyTo(joined.Buffer.Span[(i * (int)items[i].Length)..]);
        var results = Invoke(joined, cancellationToken);
        var size = (int)results.Length / items.Count;
        return [.. Enumerable.Range(0, items.Count).Select(i => new DenseTensor<float>(results.Buffer.Slice(i * size, size), [1, .. results.Dimensions[1..]]))];
    }

    private DenseTensor<float> Invoke(DenseTensor<float> input, CancellationToken cancellationToken)
    {
        using var options = new RunOptions();
        // A run takes a while; whoever goes away need not wait for its end.
        using var stop = cancellationToken.Register(() => options.Terminate = true);
        try
        {
            using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_session.InputNames[0], input)], _session.OutputNames, options);
            _sessions.Ran(input.Dimensions[0]);
            return (DenseTensor<float>)results[0].AsTensor<float>().Clone();
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
