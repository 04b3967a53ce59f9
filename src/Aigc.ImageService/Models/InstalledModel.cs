using Microsoft.ML.OnnxRuntime;

namespace Aigc.ImageService.Models;

/// <summary>A model whose files were verified.</summary>
internal sealed class InstalledModel(ModelManifest manifest, string folder) : IDisposable
{
    private readonly SharedUse<InferenceSession> _session = new(() => Open(Path.Combine(folder, manifest.Files[0].Path)));

    public ModelManifest Manifest => manifest;

    public string Folder => folder;

    /// <summary>Runs the session of the first file.</summary>
    /// <exception cref="ObjectDisposedException">The service is stopping.</exception>
    public T Run<T>(Func<InferenceSession, T> use) => _session.Run(use);

    public void Dispose() => _session.Dispose();

    // One thread a run: the service works on as many requests as there are cores.
    private static InferenceSession Open(string file)
    {
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        return new(file, options);
    }
}
