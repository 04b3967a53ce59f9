using System.Net;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Serving;
using Aigc.ImageService.Storing;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Rehosting;

/// <summary>A blob container, by its address. A signature in it is shown to nobody.</summary>
internal sealed class ContainerShelf(IOptions<ServingOptions> options, IHttpClientFactory clients, ManagedIdentity identity) : IPictureShelf
{
    private readonly BlobContainer _container = new(options.Value.AssetContainer!, clients, identity);

    public async Task<(string Name, bool Known)> KeepAsync(byte[] bytes, string extension, CancellationToken cancellationToken)
    {
        var name = PictureNames.Of(bytes, extension);
        try
        {
            return (name, !await _container.PutIfAbsentAsync(PictureNames.PathOf(name), bytes, $"image/{extension}", cancellationToken));
        }
        catch (HttpRequestException refused) when (IsRefusal(refused))
        {
            // A signature that only creates is refused, not told of a conflict, where something lies there.
            await using var known = await OpenAsync(name, cancellationToken);
            return known is not null ? (name, true) : throw new ImageProblemException("store-refused", refused.Message, StatusCodes.Status502BadGateway);
        }
        catch (Exception failure) when (IsUnreachable(failure, cancellationToken))
        {
            throw Unreachable(failure);
        }
    }

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        if (!PictureNames.IsOne(name)) return null;
        try
        {
            return await _container.OpenAsync(PictureNames.PathOf(name), cancellationToken);
        }
        catch (HttpRequestException refused) when (IsRefusal(refused))
        {
            return null;
        }
        catch (Exception failure) when (IsUnreachable(failure, cancellationToken))
        {
            throw Unreachable(failure);
        }
    }

    private static bool IsRefusal(HttpRequestException failure) => failure.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests and not HttpStatusCode.RequestTimeout;

    private static bool IsUnreachable(Exception failure, CancellationToken cancellationToken) => failure is HttpRequestException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static ImageProblemException Unreachable(Exception failure) =>
        new("store-unreachable", failure is HttpRequestException { StatusCode: not null } ? failure.Message : "The store of the service cannot be reached.", StatusCodes.Status502BadGateway, failure);
}
