using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Aigc.ImageService.Diffusion.Components;

/// <summary>Opens networks on the CPU, or on CUDA where the build carries it.</summary>
internal sealed class SessionFactory
{
    private const string CudaName = "CUDAExecutionProvider";
    private readonly Execution _execution;
    private readonly bool _cuda;

    /// <exception cref="ImageProblemException"><c>provider-missing</c> 409: CUDA is asked for, and this build or machine has none.</exception>
    public SessionFactory(Execution? execution = null)
    {
        _execution = execution ?? new();
        // Asked first: a build without CUDA has no entry point for it, and appending it would throw.
        _cuda = _execution.Provider != Components.Provider.Cpu && HasCuda;
        if (_execution.Provider == Components.Provider.Cuda && !_cuda)
            throw new ImageProblemException("provider-missing", $"CUDA is asked for; this build has {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}.", 409);
    }

    /// <summary>This build carries CUDA; whether the machine does shows where a network is opened.</summary>
    public static bool HasCuda => OrtEnv.Instance().GetAvailableProviders().Contains(CudaName);

    /// <summary><c>cuda</c> or <c>cpu</c>; goes into results.</summary>
    public string Provider => _cuda ? "cuda" : "cpu";

    /// <param name="onCuda">Pictures in one call where nothing else is said.</param>
    public int ItemsPerCall(int onCuda) => Math.Max(1, _execution.ItemsPerCall ?? (_cuda ? onCuda : 1));

    /// <summary>What brings the calls of several requests together.</summary>
    /// <param name="most">Pictures in one call.</param>
    public MicroBatcher<TCall, TResult> Batcher<TCall, TResult>(int most, Func<IReadOnlyList<TCall>, CancellationToken, IReadOnlyList<TResult>> run) =>
        new(most, _execution.BatchWait, _execution.Time, run);

    /// <summary>A network was run for so many pictures.</summary>
    public void Ran(int pictures) => _execution.Ran?.Invoke(pictures);

    /// <exception cref="ImageProblemException"><c>model-invalid</c> 409: the file is missing, truncated or no ONNX model.</exception>
    public OnnxComponent Open(string name, string path)
    {
        if (!File.Exists(path)) throw ModelConfig.Invalid($"{path} is missing.");
        try
        {
            return new(name, OpenSession(path));
        }
        catch (OnnxRuntimeException broken)
        {
            throw ModelConfig.Invalid($"{path} cannot be loaded: {broken.Message}");
        }
    }

    /// <exception cref="OnnxRuntimeException">The file is missing, truncated or no ONNX model.</exception>
    public InferenceSession OpenSession(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = _execution.Threads, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        if (_cuda) AppendCuda(options);
        return new(path, options);
    }

    // The arena grows by what is asked and the search is heuristic, because each new shape would else cost memory and seconds.
    private void AppendCuda(SessionOptions options)
    {
        using var cuda = new OrtCUDAProviderOptions();
        var settings = new Dictionary<string, string>
        {
            ["device_id"] = Invariant($"{_execution.DeviceId}"),
            ["arena_extend_strategy"] = "kSameAsRequested",
            ["cudnn_conv_algo_search"] = "HEURISTIC",
            ["use_tf32"] = "1",
        };
        if (_execution.GpuMemory is { } limit) settings["gpu_mem_limit"] = Invariant($"{limit}");
        cuda.UpdateOptions(settings);
        options.AppendExecutionProvider_CUDA(cuda);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
