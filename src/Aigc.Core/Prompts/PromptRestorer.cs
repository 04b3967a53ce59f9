using System.Collections.Concurrent;
using System.Globalization;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>From the id that a result records back to the template: the very versions, put together as they were.</summary>
internal sealed class PromptRestorer(PromptLibrary library)
{
    private const int MaxKept = 1_000;
    private readonly ConcurrentDictionary<string, PromptTemplate> _templates = new(StringComparer.Ordinal);

    /// <summary>Null where a version is no more, or a shipped starter has other words by now.</summary>
    public async Task<PromptTemplate?> FindAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        if (_templates.TryGetValue($"{tenant}/{id}", out var known)) return known;
        var chain = new List<(PromptKey Key, PromptVersion Version)>();
        foreach (var (key, number) in Entries(id))
        {
            if (await VersionAsync(tenant, key, number, cancellationToken) is not { } version) return null;
            chain.Insert(0, (key, version));
        }
        if (chain.Count == 0 || PromptComposer.IdOf(chain) != id) return null;
        if (_templates.Count > MaxKept) _templates.Clear();
        return _templates.GetOrAdd($"{tenant}/{id}", PromptTemplate.Compile(id, PromptComposer.Compose(chain.Select(entry => entry.Version.Prompt))));
    }

    // The first entry names the template; those after it name a category, or the template again where it rests on a starter of the same name.
    private static IEnumerable<(PromptKey Key, string Number)> Entries(string id)
    {
        var name = "";
        foreach (var (i, entry) in id.Split('+').Index())
        {
            var at = entry.LastIndexOf('@');
            if (at <= 0) yield break;
            var (place, number) = (entry[..at], entry[(at + 1)..]);
            var bracket = i == 0 ? place.IndexOf('[') : -1;
            if (i == 0) name = bracket > 0 ? place[..bracket] : place;
            var category = bracket > 0 ? place[(bracket + 1)..].TrimEnd(']') : i == 0 || place == name ? "" : place;
            yield return (new(name, category), number);
        }
    }

    private async Task<PromptVersion?> VersionAsync(string tenant, PromptKey key, string number, CancellationToken cancellationToken)
    {
        var parts = number.Split('.', 2);
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return null;
        var found = await library.VersionAsync(tenant, key, version, cancellationToken);
        return parts.Length == 1 || found?.Hash == parts[1] ? found : null;
    }
}
