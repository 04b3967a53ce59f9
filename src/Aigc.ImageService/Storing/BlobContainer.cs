using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Aigc.ImageService.Storing;

/// <summary>
/// A container of blob storage that the operator named: by an address with a signature, or by a bare one, which the identity of this container signs
/// in to. No guard is between: nobody else can name it.
/// </summary>
internal sealed class BlobContainer(Uri address, IHttpClientFactory clients, ManagedIdentity identity)
{
    public const string ClientName = "store";
    private const string Version = "2023-11-03";
    private readonly bool _signed = address.Query.Contains("sig=", StringComparison.Ordinal);

    /// <returns>Whether it was written; false where something lies there.</returns>
    /// <exception cref="HttpRequestException">The store cannot be reached, or refuses; the status says which.</exception>
    public async Task<bool> PutIfAbsentAsync(string name, byte[] content, string contentType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, AddressOf(name, "")) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new(contentType);
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        using var response = await SendAsync(request, cancellationToken);
        // Blob storage says conflict where others say that the condition failed.
        if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed) return false;
        Check(response);
        return true;
    }

    /// <returns>Null where there is none of that name.</returns>
    /// <exception cref="HttpRequestException">The store cannot be reached, or refuses.</exception>
    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(name, ""));
        var response = await SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode) return await response.Content.ReadAsStreamAsync(cancellationToken);
        using (response) return response.StatusCode == HttpStatusCode.NotFound ? null : throw Failure(response);
    }

    /// <exception cref="HttpRequestException">The store cannot be reached, or refuses.</exception>
    public async IAsyncEnumerable<StoredBlob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var marker = "";
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf("", $"restype=container&comp=list{(marker.Length > 0 ? "&marker=" + Uri.EscapeDataString(marker) : "")}"));
            using var response = await SendAsync(request, cancellationToken);
            Check(response);
            var page = await XDocument.LoadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), LoadOptions.None, cancellationToken);
            foreach (var blob in page.Descendants("Blob")) yield return new(blob.Element("Name")!.Value, long.Parse(blob.Element("Properties")!.Element("Content-Length")!.Value, CultureInfo.InvariantCulture));
            marker = page.Root!.Element("NextMarker")?.Value ?? "";
        }
        while (marker.Length > 0);
    }

    private static void Check(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode) throw Failure(response);
    }

    // Never the address: it may carry a signature.
    private static HttpRequestException Failure(HttpResponseMessage response) => new($"The store answered {(int)response.StatusCode}.", null, response.StatusCode);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("x-ms-version", Version);
        if (!_signed) request.Headers.Authorization = new("Bearer", await identity.TokenAsync(cancellationToken));
        return await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private Uri AddressOf(string name, string query)
    {
        var path = name.Length == 0 ? "" : "/" + string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
        return new UriBuilder(address) { Path = address.AbsolutePath.TrimEnd('/') + path, Query = string.Join('&', new[] { query, address.Query.TrimStart('?') }.Where(part => part.Length > 0)) }.Uri;
    }
}

/// <param name="Length">In bytes.</param>
internal sealed record StoredBlob(string Name, long Length);
