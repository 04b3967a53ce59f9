namespace Aigc.Benchmarks.Engine;

/// <summary>Where the files of a benchmark lie: on the disk, or in memory where the system has a file system for that. Gone when it is over.</summary>
internal sealed class BenchFolders(string memory) : IDisposable
{
    private readonly DirectoryInfo _disk = Directory.CreateTempSubdirectory("aigc-bench-");
    private readonly DirectoryInfo? _memory = Directory.Exists(memory) ? Directory.CreateDirectory(Path.Combine(memory, $"aigc-bench-{Guid.NewGuid():N}")) : null;
    private int _files;

    public bool HasMemory => _memory is not null;

    /// <summary>A file that is not there yet; the one before it in the same place goes.</summary>
    public string NewFile(bool onDisk = true)
    {
        var folder = onDisk ? _disk : _memory ?? _disk;
        foreach (var file in folder.GetFiles()) file.Delete();
        return Path.Combine(folder.FullName, $"{_files++}.db");
    }

    public void Dispose()
    {
        _disk.Delete(recursive: true);
        _memory?.Delete(recursive: true);
    }
}
