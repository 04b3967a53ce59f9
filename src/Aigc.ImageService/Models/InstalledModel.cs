using Microsoft.ML.OnnxRuntime;

namespace Aigc.ImageService.Models;

/// <summary>
/// A model whose files were verified. Its session is made at the first use and serves all threads. A session that is freed under a run takes
/// the process along, so that disposing waits for the last run to end, and whoever comes later is refused.
/// </summary>
internal sealed class InstalledModel(ModelManifest manifest, string folder) : IDisposable
{
    private readonly Lazy<InferenceSession> _session = new(() => Open(Path.Combine(folder, manifest.Files[0].Path)));
    private readonly Lock _gate = new();
    private int _running;
    private bool _isOver;

    public ModelManifest Manifest => manifest;

    public string Folder => folder;

    /// <summary>Runs the session of the first file.</summary>
    /// <exception cref="ObjectDisposedException">The service is stopping.</exception>
    public T Run<T>(Func<InferenceSession, T> use)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            _running++;
        }
        try
        {
            return use(_session.Value);
        }
        finally
        {
            lock (_gate) if (--_running == 0 && _isOver) Free();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
            if (_running == 0) Free();
        }
    }

    private void Free()
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
