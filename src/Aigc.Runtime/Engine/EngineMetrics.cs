using System.Diagnostics.Metrics;

namespace Aigc.Runtime.Engine;

/// <summary>What an on-call engineer looks at, under the meter "Aigc.Runtime".</summary>
internal sealed class EngineMetrics
{
    public const string MeterName = "Aigc.Runtime";
    private readonly Meter _meter;
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<long> _commitUnits;
    private readonly Histogram<long> _commitRows;
    private readonly Histogram<double> _activityDuration;
    private readonly Counter<long> _episodes;
    private readonly Counter<long> _replays;
    private readonly Counter<long> _replayedRows;
    private readonly Counter<long> _evicted;
    private readonly Counter<long> _refused;

    public EngineMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _commitDuration = _meter.CreateHistogram<double>("engine.commit.duration", "s", "Time of one group commit, from its first statement to the disk.");
        _commitUnits = _meter.CreateHistogram<long>("engine.commit.units", "{unit}", "Units of work that shared one commit.");
        _commitRows = _meter.CreateHistogram<long>("engine.commit.rows", "{row}", "History rows that shared one commit.");
        _activityDuration = _meter.CreateHistogram<double>("engine.activity.duration", "s", "Time an activity ran, by name and outcome.");
        _episodes = _meter.CreateCounter<long>("engine.episodes", "{episode}", "Times that an orchestrator ran on.");
        _replays = _meter.CreateCounter<long>("engine.replays", "{replay}", "Orchestrators that were brought back from their history.");
        _replayedRows = _meter.CreateCounter<long>("engine.replays.rows", "{row}", "History rows that were read to bring orchestrators back.");
        _evicted = _meter.CreateCounter<long>("engine.instances.evicted", "{instance}", "Idle orchestrators that were dropped from memory to stay within its limit.");
        _refused = _meter.CreateCounter<long>("engine.starts.refused", "{start}", "Starts that were refused because a limit was passed, by reason.");
    }

    public void Watch(EngineLoad load, InstanceDirectory directory)
    {
        _meter.CreateObservableUpDownCounter("engine.commit.queued", () => load.UncommittedUnits, "{unit}", "Units that wait for their commit, or are in it.");
        _meter.CreateObservableUpDownCounter("engine.commit.queued.size", () => load.UncommittedBytes, "By", "Bytes that wait for their commit, estimated.");
        _meter.CreateObservableUpDownCounter("engine.log.held_back", () => load.HeldBackBytes, "By", "Bytes of the write-ahead log that a reader keeps from being brought into the file.");
        _meter.CreateObservableUpDownCounter("engine.activities.ready", () => load.ReadyActivities, "{activity}", "Activities that wait for a worker.");
        _meter.CreateObservableUpDownCounter("engine.activities.running", () => load.RunningActivities, "{activity}", "Activities that run.");
        _meter.CreateObservableUpDownCounter("engine.instances.in_line", () => (long)directory.Line.Count, "{instance}", "Instances that have something to do and wait for an orchestrator's turn.");
        _meter.CreateObservableUpDownCounter("engine.instances.live", () => (long)directory.LiveCount, "{instance}", "Instances in memory.");
        _meter.CreateObservableUpDownCounter("engine.instances.live.size", () => directory.LiveBytes, "By", "Memory of the instances that are live, estimated by their histories.");
    }

    public void Committed(TimeSpan duration, IReadOnlyList<CommitUnit> units)
    {
        _commitDuration.Record(duration.TotalSeconds);
        _commitUnits.Record(units.Count);
        if (!_commitRows.Enabled) return;
        var rows = 0;
        foreach (var unit in units) rows += unit.Rows.Count;
        _commitRows.Record(rows);
    }

    public void ActivityEnded(string name, bool succeeded, TimeSpan duration)
    {
        if (_activityDuration.Enabled) _activityDuration.Record(duration.TotalSeconds, new("activity", name), new("outcome", succeeded ? "succeeded" : "failed"));
    }

    public void EpisodeRan() => _episodes.Add(1);

    public void Replayed(int rows)
    {
        _replays.Add(1);
        _replayedRows.Add(rows);
    }

    public void Evicted() => _evicted.Add(1);

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
