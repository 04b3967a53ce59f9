using System.Diagnostics;
using System.Diagnostics.Metrics;
using Aigc.Runtime;
using Aigc.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aigc.Benchmarks.Engine;

/// <summary>What one run of a shape took.</summary>
/// <param name="Cpu">Of the whole process.</param>
/// <param name="Rows">History rows that were written.</param>
internal sealed record Measurement(TimeSpan Wall, TimeSpan Cpu, long AllocatedBytes, long Rows);

/// <summary>Our engine on a file of its own.</summary>
internal sealed class EngineArm : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly MeterListener _listener = new();
    private readonly List<double> _commits = [];
    private readonly List<long> _units = [];
    private long _rows;

    private EngineArm(IHost host) => _host = host;

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Estimated by the engine, of its live orchestrators.</summary>
    public long LiveBytes => _host.Services.GetRequiredService<DurableEngine>().Directory.LiveBytes;

    public static async Task<EngineArm> StartAsync(string database, Durability durability, Action<DurableTaskRegistry>? more = null, Action<EngineOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging();
        builder.Services.AddDurableEngine(engine =>
        {
            (engine.DatabasePath, engine.Durability) = (database, durability);
            configure?.Invoke(engine);
        }, tasks =>
        {
            Shape.Register(tasks);
            more?.Invoke(tasks);
        });
        var arm = new EngineArm(builder.Build());
        arm.Listen();
        await arm._host.StartAsync();
        return arm;
    }

    public async Task<Measurement> MeasureAsync(Shape shape)
    {
        GC.Collect();
        var process = Process.GetCurrentProcess();
        var (cpu, allocated, rows) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), Interlocked.Read(ref _rows));
        var watch = Stopwatch.StartNew();
        await shape.RunAsync(Client);
        var wall = watch.Elapsed;
        process.Refresh();
        return new(wall, process.TotalProcessorTime - cpu, GC.GetTotalAllocatedBytes(precise: true) - allocated, Interlocked.Read(ref _rows) - rows);
    }

    /// <summary>Seconds of every commit and the units in it, since they were last taken.</summary>
    public (double[] Seconds, long[] Units) TakeCommits()
    {
        lock (_commits)
        {
            var taken = (_commits.Order().ToArray(), _units.ToArray());
            _commits.Clear();
            _units.Clear();
            return taken;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _listener.Dispose();
        _host.Dispose();
    }

    private void Listen()
    {
        var factory = _host.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter is { Name: EngineMetrics.MeterName } meter && ReferenceEquals(meter.Scope, factory) && instrument.Name.StartsWith("engine.commit.", StringComparison.Ordinal) && !instrument.IsObservable) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => { lock (_commits) _commits.Add(seconds); });
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (instrument.Name == "engine.commit.rows") Interlocked.Add(ref _rows, value);
            else lock (_commits) _units.Add(value);
        });
        _listener.Start();
    }
}
