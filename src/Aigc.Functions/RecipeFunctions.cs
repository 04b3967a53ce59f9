using Aigc.Contracts;
using Aigc.Contracts.Recipes;
using Aigc.Core.Prompts;
using Aigc.Core.Recipes;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>Recipes: stored versions never change.</summary>
public sealed class RecipeFunctions(RecipeStore recipes, RecipeIntake intake, RecipeTemplates templates)
{
    [Function(nameof(SaveRecipe)), Requires(Role.Operator)]
    [Operation("Stores a recipe as the next version of its name; every error is listed by its path.", Request = typeof(Recipe), Response = typeof(Recipe), Status = 201)]
    public async Task<IResult> SaveRecipe([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recipes")] HttpRequest request, CancellationToken cancellationToken)
    {
        var recipe = await intake.ReadAsync(await BodyAsync(request, cancellationToken), cancellationToken);
        await templates.RequireAsync(request.Tenant(), recipe, cancellationToken);
        var version = await recipes.SaveAsync(request.Tenant(), recipe, cancellationToken);
        return Answers.Json(recipe with { Version = version }, AigcJson.Default.Recipe, 201);
    }

    [Function(nameof(ListRecipes)), Requires(Role.Viewer)]
    [Operation("The latest version of each recipe.", Response = typeof(RecipeList))]
    public async Task<IResult> ListRecipes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recipes")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(new RecipeList(await recipes.ListAsync(request.Tenant(), cancellationToken)), AigcJson.Default.RecipeList);

    [Function(nameof(GetRecipe)), Requires(Role.Viewer)]
    [Operation("A recipe; ?version= names one, else the latest.", Response = typeof(Recipe))]
    public async Task<IResult> GetRecipe([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recipes/{name}")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        int? version = int.TryParse(request.Query["version"], System.Globalization.CultureInfo.InvariantCulture, out var wanted) ? wanted : null;
        return Answers.Json(await recipes.GetAsync(request.Tenant(), name, version, cancellationToken) ?? throw new ProblemException("not-found", "There is no such recipe.", 404), AigcJson.Default.Recipe);
    }

    [Function(nameof(GetRecipeSchema)), OpenToAll("The schema is the same for everybody and tells nothing of anybody.")]
    [Operation("The JSON Schema of recipes.")]
    public IResult GetRecipeSchema([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recipe-schema.json")] HttpRequest request) => Results.Text(RecipeSchema.Json, "application/schema+json");

    private static async Task<byte[]> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.LimitBody(RecipeReader.MaxBytes);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }
}
