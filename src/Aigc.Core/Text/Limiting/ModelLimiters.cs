using System.Collections.Concurrent;
using Aigc.Core.Text.Gateway;

namespace Aigc.Core.Text.Limiting;

/// <summary>The limiter of each model.</summary>
internal sealed class ModelLimiters(ModelCatalogue catalogue, TimeProvider time) : IDisposable
{
    // A provider of which nothing is said: its refusals alone tell what it allows.
    private static readonly ModelOptions Unsaid = new() { RequestsPerMinute = 600_000, Concurrency = 10_000 };

    private readonly ConcurrentDictionary<string, Lazy<ModelLimiter>> _limiters = new(StringComparer.OrdinalIgnoreCase);

    public ModelLimiter Of(string model) => _limiters.GetOrAdd(model, id => new(() => Create(catalogue.Entry(id) ?? Unsaid))).Value;

    public void Dispose()
    {
        foreach (var limiter in _limiters.Values) limiter.Value.Dispose();
    }

    private ModelLimiter Create(ModelOptions model) => new(new(model.RequestsPerMinute, model.TokensPerMinute, model.Concurrency), time, tenant => catalogue.Options.TenantWeights.GetValueOrDefault(tenant, 1));
}
