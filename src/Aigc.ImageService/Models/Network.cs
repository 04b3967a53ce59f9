using Aigc.ImageService.Diffusion.Components;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Aigc.ImageService.Models;

/// <summary>A loaded network with one input and one output, both pictures in planes: [n, channels, height, width].</summary>
internal sealed class Network : IDisposable
{
    private readonly InferenceSession _session;
    private readonly MicroBatcher _batcher;

    private Network(InferenceSession session, int batch, TimeSpan wait, TimeProvider time) =>
        (_session, _batcher) = (session, new(batch, wait, time, Invoke));

    public static Network Load(string file, Inference inference)
    {
        var sessions = new SessionFactory(inference.Execution);
        return new(sessions.OpenSession(file), inference.BatchFor(sessions.Provider), inference.BatchWait, inference.Time);
    }

    /// <param name="item">[1, channels, height, width].</param>
    /// <exception cref="OperationCanceledException">Inside the run as well.</exception>
    public DenseTensor<float> Run(DenseTensor<float> item, CancellationToken cancellationToken) => _batcher.Run(item, cancellationToken);

    public void Dispose() => _session.Dispose();

    private DenseTensor<float> Invoke(DenseTensor<float> input, CancellationToken cancellationToken)
    {
        using var options = new RunOptions();
        // A run takes a while; whoever goes away need not wait for its end.
        using var stop = cancellationToken.Register(() => options.Terminate = true);
        try
        {
            using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_session.InputNames[0], input)], _session.OutputNames, options);
            return (DenseTensor<float>)results[0].AsTensor<float>().Clone();
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
