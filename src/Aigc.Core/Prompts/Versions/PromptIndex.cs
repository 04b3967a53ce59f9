using System.Collections.Concurrent;

namespace Aigc.Core.Prompts;

/// <summary>What each tenant's labels point to, read at most once in five seconds: a label that is moved takes effect within that time everywhere.</summary>
internal sealed class PromptIndex(PromptStore store, TimeProvider time)
{
    public static readonly IReadOnlyDictionary<PromptKey, PromptHead> Empty = new Dictionary<PromptKey, PromptHead>();

    private const int MaxTenants = 1_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (IReadOnlyDictionary<PromptKey, PromptHead> Heads, long At)> _tenants = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<PromptKey, PromptHead>> ReadAsync(string tenant, CancellationToken cancellationToken)
    {
        if (_tenants.TryGetValue(tenant, out var known) && time.GetElapsedTime(known.At) < Fresh) return known.Heads;
        var at = time.GetTimestamp();
        var heads = (await store.HeadsAsync(tenant, cancellationToken)).ToDictionary(head => head.Key);
        if (_tenants.Count > MaxTenants) _tenants.Clear();
        _tenants[tenant] = (heads, at);
        return heads;
    }

    /// <summary>Something was changed here: the next reader sees it.</summary>
    public void Forget(string tenant) => _tenants.TryRemove(tenant, out _);
}
