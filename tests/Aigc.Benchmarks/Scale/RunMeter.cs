using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Aigc.Benchmarks.Scale;

/// <summary>Time, processor time and memory of a run that may be made of several processes: what was measured so far lies beside the data.</summary>
internal sealed class RunMeter
{
    private readonly string _folder;
    private readonly Stopwatch _watch = new();
    private Measured _measured;
    private TimeSpan _processor;

    private RunMeter(string folder, Measured measured) => (_folder, _measured) = (folder, measured);

    public double Seconds => _measured.Seconds + _watch.Elapsed.TotalSeconds;

    /// <summary>Rows of history that the run has left behind.</summary>
    public long Events { get; set; }

    public static RunMeter Continue(string folder) =>
        new(folder, File.Exists(FileOf(folder)) ? JsonSerializer.Deserialize<Measured>(File.ReadAllText(FileOf(folder)))! : new(0, 0, 0, 0));

    public void Start()
    {
        _measured = _measured with { Processes = _measured.Processes + 1 };
        _processor = Environment.CpuUsage.TotalTime;
        _watch.Start();
    }

    public void Note()
    {
        var processor = Environment.CpuUsage.TotalTime;
        _measured = new(Seconds, _measured.ProcessorSeconds + (processor - _processor).TotalSeconds, Math.Max(_measured.PeakBytes, Environment.WorkingSet), _measured.Processes);
        _processor = processor;
        _watch.Restart();
        File.WriteAllText(FileOf(_folder), JsonSerializer.Serialize(_measured));
    }

    public RunFigures Figures(int items)
    {
        var databases = Directory.GetFiles(_folder, "*.db*").Sum(file => new FileInfo(file).Length);
        var (files, bytes) = (0L, databases);
        foreach (var file in new DirectoryInfo(Path.Combine(_folder, "blobs")).EnumerateFiles("*", SearchOption.AllDirectories))
            (files, bytes) = (files + 1, bytes + file.Length);
        return new(_folder, items, _measured.Seconds, _measured.ProcessorSeconds, _measured.PeakBytes, _measured.Processes, Events, databases, bytes, files);
    }

    private static string FileOf(string folder) => Path.Combine(folder, "measured.json");

    private sealed record Measured(double Seconds, double ProcessorSeconds, long PeakBytes, int Processes);
}

/// <param name="Bytes">Of all files, databases included.</param>
internal sealed record RunFigures(string Folder, int Items, double Seconds, double ProcessorSeconds, long PeakBytes, int Processes, long Events, long DatabaseBytes, long Bytes, long Files)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Items:N0} items: {Seconds:N1} s{(Processes > 1 ? $" in {Processes} processes" : "")}, {Items / Seconds:N0} items/s, {ProcessorSeconds:N1} s of processor, peak RSS {PeakBytes / 1_048_576:N0} MiB, databases {DatabaseBytes / 1_048_576:N0} MiB, an item: {(double)Bytes / Items:N0} bytes on disk, {(double)Events / Items:0.000} events, {(double)Files / Items:0.000} files");
}
