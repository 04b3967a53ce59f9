using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Recipes;
using Aigc.Core.Batches;
using Aigc.Core.Products;
using Aigc.Core.Recipes;
using Aigc.Core.Storage;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Aigc.Functions.Submissions;

/// <summary>Reads a submission, whatever its form, and leaves the feed in the blob store.</summary>
public sealed class SubmissionReader(IBlobStore blobs, RecipeIntake recipes, FeedFetcher feeds, IOptions<LimitOptions> limits)
{
    private const int MaxProducts = 1_000;
    private const int MaxKey = 200;

    /// <exception cref="ProblemException">Everything that can be wrong with a request.</exception>
    public async Task<SubmitBatch> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var key = KeyOf(request);
        if (request.HasFormContentType) return await new FormSubmission(blobs, recipes, limits.Value.MaxUploadBytes).ReadAsync(request, key, RecipeDefaults.Recipe, cancellationToken);
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw new ProblemException("unsupported-media-type", "Send multipart/form-data with the part 'feed', or application/json.", 415);
        return await FromJsonAsync(request.Tenant(), key, await request.ReadAsync(RecipeJson.Reading<BatchRequest>()), cancellationToken);
    }

    public async Task<SubmitBatch> FromJsonAsync(string tenant, string? key, BatchRequest request, CancellationToken cancellationToken)
    {
        if (request.FeedUrl is null == request.Products is null) throw new ProblemException("submission-invalid", "Give either 'feedUrl' or 'products'.", 422);
        var recipe = await RecipeOfAsync(tenant, request, cancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, AigcJson.Default.BatchRequest)));
        // Under the hash, so that the same submission again finds its own feed.
        var blob = Paths.Feed(tenant, hash[..32]);
        var feed = request.FeedUrl is { } url ? await FetchAsync(tenant, url, blob, cancellationToken) : await StoreAsync(request, blob, cancellationToken);
        return new() { Tenant = tenant, Feed = feed, Recipe = recipe, IdempotencyKey = key, PayloadHash = hash, Label = request.Label, Quote = request.Quote };
    }

    private Task<Contracts.Products.FeedRef> FetchAsync(string tenant, string url, string blob, CancellationToken cancellationToken) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? feeds.FetchAsync(tenant, address, blob, cancellationToken) : throw new ProblemException("submission-invalid", "'feedUrl' is not an address.", 422);

    private async Task<Contracts.Products.FeedRef> StoreAsync(BatchRequest request, string blob, CancellationToken cancellationToken)
    {
        if (request.Products!.Count is 0 or > MaxProducts) throw new ProblemException("submission-invalid", $"'products' has 1 to {MaxProducts} entries; send more as a feed.", 422);
        var lines = string.Join('\n', request.Products.Select(InlineRow.Write));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(lines));
        await blobs.PutIfAbsentAsync(blob, content, "application/jsonl", cancellationToken);
        return new(blob, "jsonl");
    }

    private async Task<Recipe> RecipeOfAsync(string tenant, BatchRequest request, CancellationToken cancellationToken)
    {
        // The same rules as for a recipe that comes alone.
        if (request.Recipe is { } given) return await recipes.ReadAsync(JsonSerializer.SerializeToUtf8Bytes(given, AigcJson.Default.Recipe), cancellationToken);
        return request.RecipeName is { } name ? await recipes.StoredAsync(tenant, name, request.RecipeVersion, cancellationToken) : RecipeDefaults.Recipe;
    }

    /// <exception cref="ProblemException"><c>idempotency-invalid</c> (400).</exception>
    internal static string? KeyOf(HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > MaxKey) throw new ProblemException("idempotency-invalid", $"An Idempotency-Key has at most {MaxKey} characters.", 400);
        return key.Length == 0 ? null : key;
    }
}
