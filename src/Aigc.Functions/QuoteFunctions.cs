using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Core.Costs;
using Aigc.Core.Recipes;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>What would it cost?</summary>
public sealed class QuoteFunctions(Quoter quoter)
{
    [Function(nameof(CreateQuote)), Requires(Role.Viewer)]
    [Operation("Estimates a feed of so many products: low, expected, high; tokens, images, time, money.", Request = typeof(QuoteRequest), Response = typeof(Quote))]
    public async Task<IResult> CreateQuote([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "quotes")] HttpRequest request)
    {
        var wanted = await request.ReadAsync(AigcJson.Default.QuoteRequest);
        if (wanted.Products is < 1 or > 100_000_000 || wanted.CharactersPerProduct is not (> 0 and <= 100_000)) throw new ProblemException("quote-invalid", "'products' is 1 to 100,000,000, 'charactersPerProduct' up to 100,000.", 422);
        return Answers.Json(quoter.Estimate(wanted.Recipe ?? RecipeDefaults.Recipe, wanted.Products, wanted.CharactersPerProduct), AigcJson.Default.Quote);
    }
}
