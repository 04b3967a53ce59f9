using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Aigc.Core.Storage;
using Aigc.Net;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Images;

/// <summary>Gets the source photo of a product: from the media handed in with the feed, or from the public web.</summary>
public sealed partial class SourceFetcher(IBlobStore blobs, GuardedHttp http, IOptions<NetworkOptions> options)
{
    /// <param name="mediaPrefix">Blob prefix of the feed's media, ending in a slash; null: relative links are refused.</param>
    /// <param name="link">Absolute http(s) URL, or a path below the media.</param>
    /// <exception cref="ProblemException"><c>source-missing</c>, <c>source-blocked</c>, <c>source-too-large</c>, <c>source-not-an-image</c>.</exception>
    /// <exception cref="TransientException">The host is down or slow.</exception>
    public async Task<FetchedSource> FetchAsync(string tenant, string? mediaPrefix, string link, CancellationToken cancellationToken = default)
    {
        if (!Scheme().IsMatch(link)) return await ReadMediaAsync(BlobOf(tenant, mediaPrefix, link), cancellationToken);
        if (!Uri.TryCreate(link, UriKind.Absolute, out var url)) throw Blocked("the link is no address");
        return await http.GetAsync(url, options.Value.MaxImageBytes, async (contentType, body, token) =>
        {
            if (contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)) throw NotAnImage();
            return await ReadAsync(body, token);
        }, cancellationToken);
    }

    private static ProblemException Blocked(string why) => new("source-blocked", $"The source is not read: {why}.", 422);

    private static ProblemException NotAnImage() => new("source-not-an-image", "The source is no image of a known format (JPEG, PNG, WebP, GIF, AVIF, BMP, TIFF).", 422);

    // Names of blobs are checked part by part, so a link can go down from the media and nowhere else.
    private static string BlobOf(string tenant, string? mediaPrefix, string link)
    {
        if (mediaPrefix is null) throw Blocked("the link is relative, and no media came with the feed");
        if (!mediaPrefix.StartsWith($"feeds/{tenant}/", StringComparison.Ordinal) || !mediaPrefix.EndsWith('/')) throw Blocked("the media belong to another tenant");
        string[] parts = [.. Unescaped(link).Replace('\\', '/').Split('/').Where(part => part is not ("" or "."))];
        if (parts.Length is 0 or > 16 || parts.Contains("..") || link.StartsWith('/') || link.StartsWith('\\')) throw Blocked("the link leads out of the media of the feed");
        return parts.All(part => BlobPart().IsMatch(part)) ? mediaPrefix + string.Join('/', parts) : throw new ProblemException("source-missing", "The media hold no such file.", 422);
    }

    private static string Unescaped(string link) => link.Contains('%') ? Uri.UnescapeDataString(link) : link;

    private static async Task<FetchedSource> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy, cancellationToken);
        var bytes = copy.ToArray();
        return new FetchedSource(bytes, ImageKind.Of(bytes) ?? throw NotAnImage(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [GeneratedRegex(@"\A\s*[A-Za-z][A-Za-z0-9+.-]*:|\A//")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,200}\z")]
    private static partial Regex BlobPart();

    private async Task<FetchedSource> ReadMediaAsync(string name, CancellationToken cancellationToken)
    {
        var stream = await blobs.OpenReadAsync(name, cancellationToken) ?? throw new ProblemException("source-missing", "The media hold no such file.", 422);
        var limit = options.Value.MaxImageBytes;
        await using var bounded = new BoundedStream(stream, limit, () => new ProblemException("source-too-large", $"The source has more than {limit} bytes.", 422));
        return await ReadAsync(bounded, cancellationToken);
    }
}
