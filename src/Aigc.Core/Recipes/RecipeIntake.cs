using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.Contracts.Recipes;
using Aigc.Core.Images;
using Microsoft.Extensions.Logging;

namespace Aigc.Core.Recipes;

/// <summary>
/// Takes recipes in: reads them, and asks the image service whether it has what they name, so that a misspelt background or an engine without a
/// model is told here and not at every item.
/// </summary>
public sealed partial class RecipeIntake(RecipeStore store, ImageClient images, ILogger<RecipeIntake> logger)
{
    private const string TryOn = "try-on";

    /// <exception cref="ProblemException"><c>recipe-invalid</c> 422, with every error by JSON path.</exception>
    public async Task<Recipe> ReadAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken = default)
    {
        var recipe = RecipeReader.Parse(json.Span);
        var errors = await MissingAsync(recipe, cancellationToken);
        return errors.Count == 0 ? recipe : throw RecipeReader.Invalid(errors);
    }

    /// <summary>Holds a recipe that came inside another body to the same rules as one that comes alone.</summary>
    /// <exception cref="ProblemException"><c>recipe-invalid</c> 422, with every error by JSON path within the recipe.</exception>
    public Task<Recipe> CheckAsync(Recipe given, CancellationToken cancellationToken = default) => ReadAsync(JsonSerializer.SerializeToUtf8Bytes(given, AigcJson.Default.Recipe), cancellationToken);

    /// <exception cref="ProblemException"><c>not-found</c> 404.</exception>
    public async Task<Recipe> StoredAsync(string tenant, string name, int? version, CancellationToken cancellationToken = default) =>
        await store.GetAsync(tenant, name, version, cancellationToken) ?? throw new ProblemException("not-found", $"There is no recipe '{name}'.", 404);

    private async Task<IReadOnlyList<ProblemError>> MissingAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        var outputs = recipe.Outputs.Select((output, i) => (Output: output, Path: $"$.outputs[{i}]")).Where(each => Slots.IsImage(each.Output.Slot)).ToList();
        try
        {
            var templates = outputs.Exists(each => each.Output is { Slot: Slots.ImageScene, Template: not null }) ? (await images.TemplatesAsync(cancellationToken: cancellationToken)).Templates : [];
            var models = outputs.Exists(each => TasksOf(each.Output).Count > 0) ? (await images.ModelsAsync(cancellationToken)).Models : [];
            return [.. outputs.SelectMany(each => MissingOf(each.Output, each.Path, templates, models))];
        }
        catch (TransientException down)
        {
            // The batch is taken all the same: each item is told, and by then the service may know more.
            Log.NotAsked(logger, down, recipe.Name);
            return [];
        }
    }

    private static IEnumerable<ProblemError> MissingOf(OutputSpec output, string path, IReadOnlyList<SceneTemplateInfo> templates, IReadOnlyList<InstalledImageModel> models)
    {
        if (output is { Slot: Slots.ImageScene, Template: { } template } && templates.All(known => known.Name != template))
            yield return new($"{path}.template", $"must be one of {string.Join(", ", templates.Select(known => known.Name))}");
        var tasks = TasksOf(output);
        if (tasks.Count == 0) yield break;
        var none = $"no model for {string.Join(" or ", tasks)} is installed";
        var installed = models.Where(model => tasks.Contains(model.Task)).Select(model => model.Name).ToList();
        if (output.Model is { } wanted && !installed.Contains(wanted)) yield return new($"{path}.model", installed.Count == 0 ? none : $"must be one of {string.Join(", ", installed)}");
        else if (installed.Count == 0 && !output.Image.Fallback) yield return new(output.Slot == Slots.ImageTryOn ? $"{path}.slot" : $"{path}.image.engine", none);
    }

    /// <summary>What a model must be installed for: any of these; empty where none is needed.</summary>
    private static IReadOnlyList<string> TasksOf(OutputSpec output) => output.Slot == Slots.ImageTryOn ? [TryOn] : SceneEngines.TasksOf(output.Image.Engine);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The image service could not be asked what it has; what the recipe {Recipe} names was not checked.")]
        public static partial void NotAsked(ILogger logger, Exception failure, string recipe);
    }
}
