using System.Text.RegularExpressions;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>What versions are counted under: a name, and the slug of a category for an override.</summary>
/// <param name="Category">Empty for the template of every category.</param>
internal readonly partial record struct PromptKey(string Name, string Category)
{
    public static PromptKey Of(Prompt prompt) => new(prompt.Name, CategoryPath.Slug(prompt.Category));

    public static bool IsName(string name) => Form().IsMatch(name);

    /// <summary>As it stands in store keys: <c>title</c>, <c>title[footwear]</c>.</summary>
    public override string ToString() => Category.Length == 0 ? Name : $"{Name}[{Category}]";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
