using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Core.Batches;
using Aigc.Core.Costs;
using Aigc.Core.Recipes;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>What would it cost, and what would do it better?</summary>
public sealed class QuoteFunctions(QuoteDesk quotes, Comparison comparison, RecipeIntake recipes)
{
    private const int MaxSample = 200;

    [Function(nameof(CreateQuote)), Requires(Role.Viewer)]
    [Operation("Estimates a feed of so many products: low, expected, high (10th, 50th, 90th percentile) of tokens, images, time, money; by slot, language, model and template. With a sample of the feed its prompts are counted.", Request = typeof(QuoteRequest), Response = typeof(Quote))]
    public async Task<IResult> CreateQuote([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "quotes")] HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = await request.ReadAsync(RecipeJson.Reading<QuoteRequest>());
        if (wanted.Products is < 1 or > 100_000_000 || wanted.CharactersPerProduct is not (> 0 and <= 100_000) || wanted.Sample?.Count > MaxSample) throw new ProblemException("quote-invalid", $"'products' is 1 to 100,000,000, 'charactersPerProduct' up to 100,000, 'sample' up to {MaxSample} products.", 422);
        // The same rules as for a recipe that comes alone.
        var recipe = wanted.Recipe is { } given ? await recipes.ReadAsync(JsonSerializer.SerializeToUtf8Bytes(given, AigcJson.Default.Recipe), cancellationToken) : RecipeDefaults.Recipe;
        return Answers.Json(await quotes.EstimateAsync(request.Tenant(), recipe, wanted, cancellationToken), AigcJson.Default.Quote);
    }

    [Function(nameof(Compare)), Requires(Role.Operator)]
    [Operation("Writes the same products under two or more templates or models: outputs, prompts, checks passed, tokens, cost and latency side by side.", Request = typeof(CompareRequest), Response = typeof(CompareResult))]
    public async Task<IResult> Compare([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "compare")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await comparison.RunAsync(request.Tenant(), await request.ReadAsync(AigcJson.Default.CompareRequest), cancellationToken), AigcJson.Default.CompareResult);
}
