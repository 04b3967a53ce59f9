using System.Diagnostics.Metrics;

namespace Aigc.ImageService.Serving;

/// <summary>What a scaler and an on-call engineer look at.</summary>
internal sealed class ServingMetrics
{
    public const string MeterName = "Aigc.ImageService";

    /// <summary>Outcome of work that came to no problem.</summary>
    public const string Succeeded = "succeeded";
    private readonly Meter _meter;
    private readonly Histogram<double> _work;
    private readonly Histogram<double> _wait;
    private readonly Counter<long> _refused;
    private readonly Histogram<int> _together;

    public ServingMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _work = _meter.CreateHistogram<double>("images.work.duration", "s", "Time at work, by operation and outcome.");
        _wait = _meter.CreateHistogram<double>("images.wait.duration", "s", "Time in the line, by operation.");
        _refused = _meter.CreateCounter<long>("images.refused", "{request}", "Requests sent away because the line, or the key's share of it, was full.");
        _together = _meter.CreateHistogram<int>("images.network.pictures", "{picture}", "Pictures that went through a network in one run.");
    }

    public void Watch(Func<int> inside) => _meter.CreateObservableGauge("images.line.length", inside, "{request}", "Requests at work or waiting.");

    /// <param name="why">Code of the problem: <c>queue-full</c> or <c>rate-limited</c>.</param>
    public void Refused(string op, string why) => _refused.Add(1, new("op", op), new("why", why));

    /// <summary>A network was run for so many pictures.</summary>
    public void Ran(int pictures) => _together.Record(pictures);

    /// <param name="outcome"><see cref="Succeeded"/>, or the code of the problem.</param>
    public void Finished(string op, string outcome, TimeSpan waited, TimeSpan worked)
    {
        _wait.Record(waited.TotalSeconds, new KeyValuePair<string, object?>("op", op));
        _work.Record(worked.TotalSeconds, new("op", op), new("outcome", outcome));
    }
}
