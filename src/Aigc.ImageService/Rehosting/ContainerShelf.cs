using Aigc.ImageService.Decoding;
using Aigc.ImageService.Serving;
using Aigc.Net;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Rehosting;

/// <summary>A blob container, by its address with a signature that allows to read and to create. The signature is shown to nobody.</summary>
internal sealed class ContainerShelf(GuardedHttp http, IOptions<ServingOptions> options) : IPictureShelf
{
    private readonly UriBuilder _container = new(options.Value.AssetContainer!);

    public async Task<(string Name, bool Known)> KeepAsync(byte[] bytes, string extension, CancellationToken cancellationToken)
    {
        var name = PictureNames.Of(bytes, extension);
        try
        {
            return (name, !await http.PutIfAbsentAsync(AddressOf(name), bytes, $"image/{extension}", cancellationToken));
        }
        catch (TransientException later)
        {
            throw Unreachable(later);
        }
        catch (ProblemException problem)
        {
            // A signature that only creates is refused, not told of a conflict, where something lies there.
            await using var known = await OpenAsync(name, cancellationToken);
            if (known is not null) return (name, true);
            throw new ImageProblemException("store-refused", problem.Message, StatusCodes.Status502BadGateway);
        }
    }

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        if (!PictureNames.IsOne(name)) return null;
        try
        {
            return await http.GetAsync(AddressOf(name), ImageDecoder.MaxBytes, async (_, body, token) =>
            {
                var copy = new MemoryStream();
                await body.CopyToAsync(copy, token);
                copy.Position = 0;
                return copy;
            }, cancellationToken);
        }
        catch (TransientException later)
        {
            throw Unreachable(later);
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    private Uri AddressOf(string name) => new UriBuilder(_container.Uri) { Path = $"{_container.Path.TrimEnd('/')}/{PictureNames.PathOf(name)}" }.Uri;

    private static ImageProblemException Unreachable(TransientException later) => new("store-unreachable", later.Message, StatusCodes.Status502BadGateway);
}
