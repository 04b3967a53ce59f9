using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Batches;
using Aigc.Core.Products;
using Aigc.Core.Recipes;
using Aigc.Core.Text;
using Aigc.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Aigc.Functions.Submissions;

/// <summary>Reads what one capability is asked for; the rules are those of recipes and feeds, so that nothing gets in here that would be refused there.</summary>
public sealed class GenerateReader(SubmissionReader submissions, CopyDesk desk, InlineProducts products)
{
    private const int MaxProducts = 1_000;

    /// <exception cref="ProblemException"><c>generate-invalid</c>, <c>recipe-invalid</c>, <c>product-invalid</c> (422), <c>not-found</c> (404).</exception>
    internal async Task<Wanted> ReadAsync(HttpRequest request, string capability, CancellationToken cancellationToken)
    {
        var asked = await request.ReadAsync<GenerateRequest>();
        var recipe = RecipeOf(asked, capability);
        if (asked.Product is null == asked.Products is null) throw new ProblemException("generate-invalid", "Give either 'product' or 'products'.", 422);
        var key = SubmissionReader.KeyOf(request);
        if (asked.Product is { } product) return new(recipe, products.Clean(product), null, key);
        return new(recipe, null, await submissions.FromJsonAsync(request.Tenant(), key, new BatchRequest { Products = asked.Products, Recipe = recipe }, cancellationToken), key);
    }

    internal async Task<IReadOnlyList<Product>> ReadProductsAsync(HttpRequest request)
    {
        var asked = await request.ReadAsync<GenerateRequest>();
        if (asked.Product is { } one) return [products.Clean(one)];
        var given = asked.Products ?? [];
        if (given.Count is 0 or > MaxProducts) throw new ProblemException("generate-invalid", $"Give 'product', or 'products' with 1 to {MaxProducts} entries.", 422);
        return products.Clean(given, "$.products");
    }

    private Recipe RecipeOf(GenerateRequest asked, string capability)
    {
        var language = asked.Language ?? "en";
        var output = new OutputSpec
        {
            Slot = desk.SlotOf(capability, language, asked.Kind),
            From = capability == "translation" ? "feed" : null,
            Template = asked.Template,
            Model = asked.Model,
            MaxLength = asked.MaxLength,
            Count = asked.Count,
            AdChannel = asked.AdChannel,
        };
        var recipe = new Recipe { Name = "generate", Language = language, Channel = asked.Channel ?? "listing", Outputs = [output], Rules = asked.Rules ?? new(), Signals = asked.Signals };
        return RecipeReader.Parse(JsonSerializer.SerializeToUtf8Bytes(recipe, AigcJson.Default.Recipe));
    }
}

/// <summary>Either a product that is answered at once, or a batch.</summary>
internal sealed record Wanted(Recipe Recipe, Product? Product, SubmitBatch? Batch, string? Key);
