using Microsoft.ML.OnnxRuntime;

namespace Aigc.ImageService.Models;

/// <summary>A model whose files were verified. Its session is made at the first use and serves all threads.</summary>
internal sealed class InstalledModel(ModelManifest manifest, string folder) : IDisposable
{
    private readonly Lazy<InferenceSession> _session = new(() => Open(Path.Combine(folder, manifest.Files[0].Path)));

    public ModelManifest Manifest => manifest;

    public string Folder => folder;

    /// <summary>Of the first file.</summary>
    public InferenceSession Session => _session.Value;

    public void Dispose()
    {
        if (_session.IsValueCreated) _session.Value.Dispose();
    }

    // One thread a run: the service works on as many requests as there are cores.
    private static InferenceSession Open(string file)
    {
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        return new(file, options);
    }
}
