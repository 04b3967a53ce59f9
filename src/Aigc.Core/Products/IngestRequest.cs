using Aigc.Contracts.Products;

namespace Aigc.Core.Products;

/// <param name="PageSize">Products a page, 1 to 500.</param>
public sealed record IngestRequest(string Tenant, string BatchId, string Run, FeedRef Feed, int PageSize);
