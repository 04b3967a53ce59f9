using Aigc.Core.Text.Gateway;

namespace Aigc.Core.Costs;

/// <summary>How long a run takes: by the time that calls take, by the limits of the models, by the image service, whichever is the narrowest.</summary>
internal sealed class Pace(ModelCatalogue models, Prices prices)
{
    // Reading, checking and storing an item, beside everything that is waited for.
    private const double SecondsPerItem = 0.002;
    private const double OfflineSeconds = 0.002;

    /// <param name="calls">By model.</param>
    /// <param name="tokens">Of all calls.</param>
    /// <param name="secondsPerCall">As a trial measured it; null: as configured.</param>
    public TimeSpan Of(IReadOnlyDictionary<string, double> calls, long tokens, long images, double? secondsPerCall)
    {
        var all = Math.Max(1, calls.Values.Sum());
        var text = calls.Select(model => OfModel(model.Key, model.Value, tokens * model.Value / all, secondsPerCall)).DefaultIfEmpty(0).Max();
        return TimeSpan.FromSeconds(Math.Max(text, images * prices.List.SecondsPerImage) + (all * SecondsPerItem));
    }

    private double OfModel(string id, double calls, double tokens, double? secondsPerCall)
    {
        if (models.Find(id) is { IsOffline: true }) return calls * OfflineSeconds;
        var limits = models.Entry(id);
        var byTime = calls * (secondsPerCall ?? prices.List.SecondsPerCall) / Math.Min(prices.List.ParallelCalls, limits?.Concurrency ?? int.MaxValue);
        var byRequests = limits is null ? 0 : calls * 60 / limits.RequestsPerMinute;
        var byTokens = limits?.TokensPerMinute is { } most ? tokens * 60 / most : 0;
        return Math.Max(byTime, Math.Max(byRequests, byTokens));
    }
}
