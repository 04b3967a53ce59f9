using Microsoft.Extensions.Options;

namespace Aigc.Core.Delivery;

/// <summary>Addresses of this installation for the outside; without a public address they begin with a slash.</summary>
public sealed class PublicLinks(IOptions<DeliveryOptions> options)
{
    private readonly string _base = (options.Value.PublicUrl ?? "").TrimEnd('/') + "/api/v1";

    /// <summary>Null where the installation has no public address: a file then links to the picture that lies beside it.</summary>
    public string? Asset(string fileName) => options.Value.PublicUrl is null ? null : $"{_base}/assets/{fileName}";

    public string Reviews(string batchId) => $"{_base}/reviews?batch={Uri.EscapeDataString(batchId)}";

    public string Review(string reviewId) => $"{_base}/reviews/{Uri.EscapeDataString(reviewId)}";

    public string Gate(string batchId, string gate) => $"{_base}/batches/{Uri.EscapeDataString(batchId)}/decisions/{gate}";
}
