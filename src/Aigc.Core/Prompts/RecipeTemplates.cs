using Aigc.Contracts.Recipes;

namespace Aigc.Core.Prompts;

/// <summary>Whether the templates that a recipe names are there and can be used for their slots: told when it is handed in, not when it runs.</summary>
public sealed class RecipeTemplates
{
    private readonly PromptLibrary _library;
    private readonly PromptStore _store;

    internal RecipeTemplates(PromptLibrary library, PromptStore store) => (_library, _store) = (library, store);

    /// <exception cref="ProblemException"><c>recipe-invalid</c> (422), with every template by its path.</exception>
    public async Task RequireAsync(string tenant, Recipe recipe, CancellationToken cancellationToken = default)
    {
        var errors = new List<ProblemError>();
        for (var i = 0; i < recipe.Outputs.Count; i++)
            if (recipe.Outputs[i] is { Template: { } reference } output && !Slots.IsImage(output.Slot) && await FaultAsync(tenant, reference, output.From is null ? Slots.KindOf(output.Slot) : "translation", cancellationToken) is { } fault) errors.Add(new($"$.outputs[{i}].template", fault));
        if (errors.Count > 0) throw new ProblemException("recipe-invalid", $"The recipe names templates that cannot be used: {string.Join("; ", errors.Select(error => $"{error.Path} {error.Message}"))}.", 422, errors);
    }

    private async Task<string?> FaultAsync(string tenant, string reference, string kind, CancellationToken cancellationToken)
    {
        try
        {
            var template = await _library.ResolveAsync(tenant, reference, cancellationToken: cancellationToken);
            if (template.Outputs is { } outputs && !outputs.Properties.ContainsKey(kind)) return $"names '{reference}', whose answer has no '{kind}'";
            return await DeprecatedAsync(tenant, reference, cancellationToken) is { } reason ? $"names '{reference}', which is deprecated: {reason}" : null;
        }
        catch (ProblemException unknown)
        {
            return $"names '{reference}': {unknown.Message.TrimEnd('.')}";
        }
    }

    private async Task<string?> DeprecatedAsync(string tenant, string reference, CancellationToken cancellationToken) =>
        PromptReference.Parse(reference) is { Version: { } version } pinned ? (await _store.HeadAsync(tenant, new(pinned.Name, ""), cancellationToken)).Head?.Deprecated.GetValueOrDefault(version) : null;
}
