using System.Collections.Concurrent;
using System.Globalization;
using Aigc.Contracts.Products;
using Aigc.Contracts.Prompts;
using Aigc.Core.Products;

namespace Aigc.Core.Prompts;

/// <summary>
/// Finds the template for a tenant, a reference and a product's category: the tenant's own override deepest in the tree first, then its template
/// for every category, then the shipped starters in the same order. An entry that inherits takes its missing parts from the next.
/// </summary>
internal sealed class PromptLibrary(PromptStore store, StarterLibrary starters, PromptIndex index)
{
    private const int MaxKept = 10_000;
    private readonly ConcurrentDictionary<string, PromptVersion> _versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PromptTemplate> _templates = new(StringComparer.Ordinal);

    /// <summary>The template for a product; where the label <c>canary</c> has a share, the product's id decides whether it takes part.</summary>
    /// <exception cref="ProblemException"><c>unknown-template</c> (422).</exception>
    public Task<PromptTemplate> ResolveAsync(string tenant, string reference, Product product, CancellationToken cancellationToken = default) =>
        ResolveAsync(tenant, Parsed(reference), product.Category(), product.Id, cancellationToken);

    /// <param name="reference"><c>name</c> (its label <c>production</c>), <c>name@version</c> or <c>name:label</c>.</param>
    /// <exception cref="ProblemException"><c>unknown-template</c> (422).</exception>
    public Task<PromptTemplate> ResolveAsync(string tenant, string reference, string? productCategory = null, CancellationToken cancellationToken = default) =>
        ResolveAsync(tenant, Parsed(reference), productCategory, null, cancellationToken);

    public async Task<PromptTemplate> ResolveAsync(string tenant, PromptReference reference, string? category, string? product, CancellationToken cancellationToken)
    {
        var chain = new List<(PromptKey Key, PromptVersion Version)>();
        await foreach (var entry in EntriesAsync(tenant, reference, category, product, cancellationToken))
        {
            chain.Add(entry);
            if (!entry.Version.Prompt.Inherits) break;
        }
        if (chain.Count == 0) throw Unknown(reference);
        var id = PromptComposer.IdOf(chain);
        if (_templates.TryGetValue($"{tenant}/{id}", out var known)) return known;
        if (_templates.Count > MaxKept) _templates.Clear();
        return _templates.GetOrAdd($"{tenant}/{id}", PromptTemplate.Compile(id, PromptComposer.Compose(chain.Select(entry => entry.Version.Prompt))));
    }

    /// <summary>One version as it was stored, or the shipped starter for 0; null where there is none.</summary>
    public async Task<PromptVersion?> VersionAsync(string tenant, PromptKey key, int version, CancellationToken cancellationToken)
    {
        if (version == 0) return starters.Find(key);
        var address = $"{tenant}/{key}@{version}";
        if (_versions.TryGetValue(address, out var known)) return known;
        var stored = await store.VersionAsync(tenant, key, version, cancellationToken);
        if (_versions.Count > MaxKept) _versions.Clear();
        return stored is null ? null : _versions.GetOrAdd(address, stored);
    }

    /// <summary>Which version stands for the template at every place of the category tree, with its canary: it changes when any product may get another prompt.</summary>
    public async Task<IReadOnlyList<string>> StandingAsync(string tenant, PromptReference reference, CancellationToken cancellationToken)
    {
        var heads = (await index.ReadAsync(tenant, cancellationToken)).Values.Where(head => head.Name == reference.Name);
        var own = heads.Select(head => (head.Key, Version: head.VersionOf(reference.Label), Canary: reference.Label == PromptReference.Production ? head.Labels.GetValueOrDefault(PromptReference.Canary) : null))
            .Where(head => head.Version is not null || head.Canary is not null).Select(head => string.Create(CultureInfo.InvariantCulture, $"{head.Key}@{head.Version}~{head.Canary?.Version}~{head.Canary?.Share}"));
        var shipped = starters.All.Where(starter => starter.Prompt.Name == reference.Name).Select(starter => $"{PromptKey.Of(starter.Prompt)}@0.{starter.Hash}");
        return [.. own.Concat(shipped).Order(StringComparer.Ordinal)];
    }

    /// <summary>A draft with what it would inherit if it were stored.</summary>
    public async Task<Prompt> CompletedAsync(string tenant, Prompt draft, CancellationToken cancellationToken)
    {
        var (key, chain) = (PromptKey.Of(draft), new List<Prompt> { draft });
        // What lies at the draft's own place is what it would replace; only what lies above it is inherited.
        await foreach (var (at, version) in EntriesAsync(tenant, new(draft.Name), draft.Category, null, cancellationToken))
        {
            if (at == key && version.Version > 0) continue;
            chain.Add(version.Prompt);
            if (!version.Prompt.Inherits) break;
        }
        return PromptComposer.Compose(chain);
    }

    private async IAsyncEnumerable<(PromptKey Key, PromptVersion Version)> EntriesAsync(string tenant, PromptReference reference, string? category, string? product, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = reference.Name;
        if (reference.Version is { } pinned)
        {
            if (await PinnedAsync(tenant, reference, pinned, cancellationToken) is not { } exact) yield break;
            yield return (new(name, ""), exact);
        }
        var heads = reference.Version is null ? await index.ReadAsync(tenant, cancellationToken) : PromptIndex.Empty;
        string[] places = [.. CategoryPath.Upwards(category), ""];
        var labelled = false;
        foreach (var key in places.Select(place => new PromptKey(name, place)))
            if (heads.TryGetValue(key, out var head) && Canary.VersionOf(head, reference.Label, product) is { } version && await VersionAsync(tenant, key, version, cancellationToken) is { } own)
            {
                labelled = true;
                yield return (key, own);
            }
        // Starters are in production. A label that nobody has put is a slip of the pen, not a wish for them.
        if (!labelled && reference.Version is null && reference.Label is not (PromptReference.Production or PromptReference.Canary or PromptReference.Latest)) yield break;
        foreach (var key in places.Select(place => new PromptKey(name, place)))
            if (starters.Find(key) is { } shipped) yield return (key, shipped);
    }

    private async Task<PromptVersion?> PinnedAsync(string tenant, PromptReference reference, int version, CancellationToken cancellationToken)
    {
        var found = await VersionAsync(tenant, new(reference.Name, ""), version, cancellationToken);
        return reference.Hash is null || found?.Hash == reference.Hash ? found : null;
    }

    private static PromptReference Parsed(string reference) => PromptReference.Parse(reference) ?? throw new ProblemException("unknown-template", $"'{reference}' names no prompt template.", 422);

    private static ProblemException Unknown(PromptReference reference)
    {
        var what = reference.Version is { } version ? $"version {version} of the prompt template '{reference.Name}'" : reference.Label == PromptReference.Production ? $"prompt template '{reference.Name}'" : $"label '{reference.Label}' on a prompt template '{reference.Name}'";
        return new("unknown-template", $"There is no {what}.", 422);
    }
}
