using Aigc.Contracts;

namespace Aigc.Core.Text.Capabilities;

/// <summary>The capabilities that this host has. Registering another of the same name replaces it.</summary>
internal sealed class CapabilityLibrary(IEnumerable<Capability> capabilities)
{
    private readonly Dictionary<string, Capability> _byName = capabilities.GroupBy(capability => capability.Name).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);

    /// <summary>All that ship with the product.</summary>
    public static CapabilityLibrary Shipped { get; } = new(
    [
        new AttributeCapability(), new CategoryCapability(), new TitleCapability(), new HighlightCapability(), new DescriptionCapability(), new AdCapability(), new IdeaCapability(), new KeywordCapability(), new TranslationCapability(),
    ]);

    public IReadOnlyList<CapabilityInfo> List => [.. _byName.Values.Select(one => new CapabilityInfo(one.Name, one.Does, one.Slot, one.Name)).OrderBy(one => one.Name, StringComparer.Ordinal)];

    public Capability Of(CopyRequest request) => Get(request.Source is null ? request.Kind : TranslationCapability.Key);

    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public Capability Get(string name) => _byName.GetValueOrDefault(name) ?? throw new ProblemException("not-found", $"There is no capability '{name}'.", 404);
}
