using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>Looks at templates: the tenant's own and the shipped ones underneath. What is another tenant's does not exist.</summary>
public sealed class PromptCatalog
{
    private const int MaxListed = 200;
    private readonly PromptStore _store;
    private readonly PromptLibrary _library;
    private readonly StarterLibrary _starters;

    internal PromptCatalog(PromptStore store, PromptLibrary library, StarterLibrary starters) => (_store, _library, _starters) = (store, library, starters);

    /// <summary>By name and category.</summary>
    public async Task<PromptList> ListAsync(string tenant, CancellationToken cancellationToken = default)
    {
        var own = (await _store.HeadsAsync(tenant, cancellationToken)).ToDictionary(head => head.Key);
        var shipped = _starters.All.Where(starter => !own.ContainsKey(PromptKey.Of(starter.Prompt))).Select(starter => Summary(null, starter));
        return new([.. own.Values.Select(head => Summary(head, _starters.Find(head.Key))).Concat(shipped).OrderBy(summary => summary.Name, StringComparer.Ordinal).ThenBy(summary => summary.Category ?? "", StringComparer.Ordinal)]);
    }

    /// <param name="selector">A version or a label; null: <c>production</c>, or the newest where nothing is in production, or the shipped starter.</param>
    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public async Task<Changed<PromptVersion>> GetAsync(string tenant, string name, string? category, string? selector, CancellationToken cancellationToken = default)
    {
        var key = new PromptKey(name, CategoryPath.Slug(category));
        var reference = PromptReference.Parse(name, selector) ?? throw NotFound();
        var head = (await _store.HeadAsync(tenant, key, cancellationToken)).Head;
        var version = reference.Version ?? head?.VersionOf(reference.Label) ?? (selector is null ? head?.Latest : null) ?? (selector is null or PromptReference.Production ? 0 : null);
        var found = version is { } wanted ? await _library.VersionAsync(tenant, key, wanted, cancellationToken) : null;
        return found is null ? throw NotFound() : new(Shown(found, head), PromptTags.Of(head, _starters.Find(key)));
    }

    /// <summary>Newest first, the shipped starter last; at most 200.</summary>
    public async Task<PromptVersionList> VersionsAsync(string tenant, string name, string? category, CancellationToken cancellationToken = default)
    {
        var key = new PromptKey(name, CategoryPath.Slug(category));
        var head = (await _store.HeadAsync(tenant, key, cancellationToken)).Head;
        var own = head is null ? [] : await _store.VersionsAsync(tenant, key, MaxListed, cancellationToken);
        PromptVersion[] all = [.. own.Select(version => Shown(version, head)), .. _starters.Find(key) is { } shipped ? [shipped] : Array.Empty<PromptVersion>()];
        return all.Length == 0 ? throw NotFound() : new(all);
    }

    /// <summary>Who changed what, newest first; at most 200.</summary>
    public async Task<PromptChangeList> ChangesAsync(string tenant, string name, string? category, CancellationToken cancellationToken = default)
    {
        var key = new PromptKey(name, CategoryPath.Slug(category));
        var changes = await _store.ChangesAsync(tenant, key, MaxListed, cancellationToken);
        return changes.Count > 0 || _starters.Find(key) is not null ? new(changes) : throw NotFound();
    }

    public async Task<PromptDiff> DiffAsync(string tenant, string name, string? category, int from, int to, CancellationToken cancellationToken = default)
    {
        var key = new PromptKey(name, CategoryPath.Slug(category));
        var (before, after) = (await _library.VersionAsync(tenant, key, from, cancellationToken), await _library.VersionAsync(tenant, key, to, cancellationToken));
        return before is null || after is null ? throw NotFound() : PromptDiffer.Diff(before, after);
    }

    internal static PromptSummary Summary(PromptHead? head, PromptVersion? shipped) => head is null
        ? new(shipped!.Prompt.Name, shipped.Prompt.Category, 0, true, shipped.Prompt.Description, shipped.Prompt.Owner, new Dictionary<string, PromptLabel>(), null)
        : new(head.Name, head.Category, head.Latest, shipped is not null, head.Description, head.Owner, head.Labels, head.UpdatedAt);

    internal static ProblemException NotFound() => new("not-found", "There is no such prompt template.", 404);

    private static PromptVersion Shown(PromptVersion version, PromptHead? head) => head is null || version.Version == 0 ? version : version with { Labels = head.LabelsOf(version.Version), Deprecated = head.Deprecated.GetValueOrDefault(version.Version) };
}
