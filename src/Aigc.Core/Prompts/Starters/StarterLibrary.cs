using System.Text;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>The templates that ship with the product: <c>.prompty</c> files beside this class, read-only, version 0 of their names.</summary>
internal sealed class StarterLibrary
{
    private const string Folder = "Aigc.Core.Prompts.Starters.";
    private const string Extension = ".prompty";
    private readonly Dictionary<PromptKey, PromptVersion> _starters;

    public StarterLibrary()
    {
        var assembly = typeof(StarterLibrary).Assembly;
        _starters = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => Read(assembly.GetManifestResourceStream(name)!)).ToDictionary(prompt => PromptKey.Of(prompt), prompt => new PromptVersion(0, PromptHash.Of(prompt), prompt));
    }

    public IEnumerable<PromptVersion> All => _starters.Values;

    /// <summary>Null where none ships under the key.</summary>
    public PromptVersion? Find(PromptKey key) => _starters.GetValueOrDefault(key);

    private static Prompt Read(Stream file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        return PromptyReader.Read(reader.ReadToEnd()).Prompt;
    }
}
