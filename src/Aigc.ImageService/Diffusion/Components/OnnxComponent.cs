using Aigc.ImageService.Decoding;
using Microsoft.ML.OnnxRuntime;

namespace Aigc.ImageService.Diffusion.Components;

/// <summary>One network of a pipeline, bound by the names, types and ranks that it declares, because exports differ in all three.</summary>
internal sealed class OnnxComponent(string name, InferenceSession session) : IDisposable
{
    public string Name => name;

    public IReadOnlyDictionary<string, string> Metadata => session.ModelMetadata.CustomMetadataMap;

    public IReadOnlyList<string> Inputs => session.InputNames;

    public IReadOnlyList<string> Outputs => session.OutputNames;

    public bool Takes(string input) => session.InputMetadata.ContainsKey(input);

    public bool Gives(string output) => session.OutputMetadata.ContainsKey(output);

    /// <exception cref="ImageProblemException"><c>model-mismatch</c> 409: the model declares no such input.</exception>
    public NodeMetadata Input(string input) => session.InputMetadata.TryGetValue(input, out var node) ? node
        : throw Mismatch($"has no input {input}; it declares {string.Join(", ", session.InputNames)}");

    /// <summary>Size of an axis of an input, or null where the model leaves it open.</summary>
    public int? Size(string input, int axis) => Input(input).Dimensions is var sizes && axis < sizes.Length && sizes[axis] > 0 ? sizes[axis] : null;

    /// <summary>Runs the network. Cancelling ends it between two of its nodes, not only after the whole call.</summary>
    /// <returns>One tensor for each output asked for, in that order.</returns>
    /// <exception cref="ImageProblemException"><c>model-mismatch</c> 409, <c>model-failed</c> 500.</exception>
    /// <exception cref="OperationCanceledException"/>
    public Tensor[] Run(string[] outputs, IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken)
    {
        if (outputs.FirstOrDefault(output => !Gives(output)) is { } absent) throw Mismatch($"has no output {absent}; it declares {string.Join(", ", session.OutputNames)}");
        if (session.InputNames.FirstOrDefault(input => !inputs.ContainsKey(input)) is { } hungry) throw Mismatch($"asks for the input {hungry}, which this pipeline does not feed");
        cancellationToken.ThrowIfCancellationRequested();
        var values = new List<OrtValue>();
        try
        {
            string[] names = [.. session.InputNames];
            foreach (var input in names) values.Add(TensorValues.ToOrt(inputs[input], input, Input(input)));
            using var options = new RunOptions();
            using var cancelling = cancellationToken.Register(() => options.Terminate = true);
            using var results = session.Run(options, names, values, outputs);
            return [.. results.Select((value, i) => TensorValues.FromOrt(value, outputs[i]))];
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException failed)
        {
            throw new ImageProblemException("model-failed", $"The model {name} failed: {failed.Message}", 500);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    public ImageProblemException Mismatch(string what) => new("model-mismatch", $"The model {name} {what}.", 409);

    public void Dispose() => session.Dispose();
}
