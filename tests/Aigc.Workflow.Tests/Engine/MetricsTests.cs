using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Aigc.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Workflow.Tests.Engine;

public sealed class MetricsTests
{
    [Fact]
    public async Task The_names_and_units_are_these()
    {
        await using var host = await EngineHost.StartAsync(Tasks);
        using var watch = new Watch(host);

        Assert.Equal(
        [
            "engine.activities.ready {activity}",
            "engine.activities.running {activity}",
            "engine.activity.duration s",
            "engine.commit.duration s",
            "engine.commit.queued {unit}",
            "engine.commit.queued.size By",
            "engine.commit.rows {row}",
            "engine.commit.units {unit}",
            "engine.episodes {episode}",
            "engine.instances.evicted {instance}",
            "engine.instances.in_line {instance}",
            "engine.instances.live {instance}",
            "engine.instances.live.size By",
            "engine.log.held_back By",
            "engine.replays {replay}",
            "engine.replays.rows {row}",
            "engine.starts.refused {start}",
        ],
        watch.Instruments.Select(instrument => $"{instrument.Name} {instrument.Unit}").Order(StringComparer.Ordinal));
        Assert.All(watch.Instruments, instrument => Assert.EndsWith(".", instrument.Description, StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_count_what_happens()
    {
        await using var host = await EngineHost.StartAsync(Tasks, options => options.ReplayAfterEveryEpisode = true);
        using var watch = new Watch(host);

        await host.ResultAsync<int>("Two", 0);

        Assert.Equal(2, watch.Count("engine.activity.duration"));
        Assert.Equal(0, watch.Sum("engine.activities.ready"));
        // Started, twice an activity asked for, twice its result.
        Assert.Equal(5, watch.Sum("engine.commit.rows"));
        Assert.Equal(2, watch.Sum("engine.replays"));
        Assert.True(watch.Sum("engine.commit.units") >= 4);
        Assert.True(watch.Sum("engine.episodes") >= 3);
    }

    private static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Two", async (context, i) => await context.CallActivityAsync<int>("Next", await context.CallActivityAsync<int>("Next", i)))
        .AddActivityFunc<int, int>("Next", (_, i) => i + 1);

    /// <summary>Listens to the engine of one host.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _measured = new();

        public Watch(EngineHost host)
        {
            var factory = host.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name != EngineMetrics.MeterName || !ReferenceEquals(instrument.Meter.Scope, factory)) return;
                Instruments.Enqueue(instrument);
                listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Take(instrument, value));
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Take(instrument, value));
            _listener.Start();
        }

        public ConcurrentQueue<Instrument> Instruments { get; } = new();

        public int Count(string name) => Of(name).Count;

        public double Sum(string name) => Of(name).Sum();

        public void Dispose() => _listener.Dispose();

        private ConcurrentQueue<double> Of(string name)
        {
            if (!_measured.ContainsKey(name)) _listener.RecordObservableInstruments();
            return _measured.GetOrAdd(name, _ => new());
        }

        private void Take(Instrument instrument, double value) => _measured.GetOrAdd(instrument.Name, _ => new()).Enqueue(value);
    }
}
