using System.Security.Cryptography;
using System.Text;
using Fluid;

namespace Aigc.Core.Prompts;

/// <summary>The templates that ship with the product.</summary>
internal sealed class PromptLibrary
{
    private static readonly string[] Parts = ["# Instruction", "# Context", "# Input Data", "# Output Indicator"];
    private readonly Dictionary<string, PromptTemplate> _templates;

    public PromptLibrary()
    {
        var assembly = typeof(PromptLibrary).Assembly;
        const string Prefix = "Aigc.Core.Prompts.Templates.";
        _templates = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Read(name[Prefix.Length..^".md".Length], assembly.GetManifestResourceStream(name)!)).ToDictionary(template => template.Name);
    }

    /// <exception cref="ProblemException"><c>unknown-template</c> (422).</exception>
    public PromptTemplate Get(string name) => _templates.TryGetValue(name, out var template) ? template : throw new ProblemException("unknown-template", $"There is no prompt template '{name}'.", 422);

    private static PromptTemplate Read(string name, Stream content)
    {
        using var reader = new StreamReader(content, Encoding.UTF8);
        var text = reader.ReadToEnd();
        if (Parts.FirstOrDefault(part => !text.Contains(part, StringComparison.Ordinal)) is { } missing) throw new InvalidOperationException($"The template '{name}' lacks the part '{missing}'.");
        if (!new FluidParser().TryParse(text, out var parsed, out var error)) throw new InvalidOperationException($"The template '{name}' is not valid: {error}");
        return new(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12], parsed);
    }
}
