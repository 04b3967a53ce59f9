using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts.Products;
using Aigc.Contracts.Prompts;
using Aigc.Core.Products;
using Aigc.Core.Storage;

namespace Aigc.Functions.Submissions;

/// <summary>Products to try something with: those of the request, or the first rows of a feed.</summary>
public sealed class ProductSamples(FeedFetcher feeds, FeedSample sample)
{
    private const int Rows = 200;

    /// <exception cref="ProblemException"><c>submission-invalid</c> (422), <c>source-blocked</c>, <c>feed-unreadable</c>.</exception>
    public async Task<IReadOnlyList<PageItem>> OfAsync(string tenant, CheckPromptRequest request, CancellationToken cancellationToken)
    {
        if (request.FeedUrl is null == request.Products is null) throw new ProblemException("submission-invalid", "Give either 'feedUrl' or 'products'.", 422);
        if (request.Products is { } products) return [.. products.Select((product, i) => new PageItem(i + 1, Whole(product) ?? throw new ProblemException("submission-invalid", $"'products[{i}]' is null.", 422)))];
        if (!Uri.TryCreate(request.FeedUrl, UriKind.Absolute, out var address)) throw new ProblemException("submission-invalid", "'feedUrl' is not an address.", 422);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.FeedUrl!)))[..32];
        return await sample.ReadAsync(await feeds.FetchAsync(tenant, address, Paths.Feed(tenant, $"sample-{name}"), cancellationToken), Rows, cancellationToken);
    }

    /// <summary>Lists that a request leaves out are null: the JSON reader knows no defaults.</summary>
    public static Product? Whole(Product? product) => product is null ? null : product with { AdditionalImageLinks = product.AdditionalImageLinks ?? [], Attributes = product.Attributes ?? new Dictionary<string, string>() };
}
