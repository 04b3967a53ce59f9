using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Core.Images;
using Microsoft.Extensions.Logging;

namespace Aigc.Core.Text.Photos;

/// <summary>
/// Brings the photo of a product to the size that models are shown: decoded, reduced and freed of metadata by the image service, once, and kept.
/// Where the service cannot, a small file of a type that every provider takes goes as it is. Without a photo the words are asked alone.
/// </summary>
internal sealed partial class CopyPhotos(SourceLibrary sources, PictureMaker maker, ILogger<CopyPhotos> logger)
{
    // Nobody's model sees more of one picture than about this without being charged for tiles (see PictureTokens).
    private const int Side = 1_024;
    private const int MostBytes = 512 * 1_024;
    private static readonly string[] Everywhere = ["image/jpeg", "image/png", "image/webp"];
    private static readonly Dictionary<string, AssetRef> Nothing = [];
    private static readonly ImagePipelineRequest Reducing = new() { Steps = [new("convert", "seen", Side, Side, "jpeg", 85) { MaxBytes = MostBytes }] };

    /// <summary>Null where there is none to show, whatever the reason.</summary>
    public async Task<CopyPhoto?> OfAsync(string tenant, PhotoSource source, CancellationToken cancellationToken)
    {
        try
        {
            var photo = source.Kept ?? (await sources.KeepAsync(tenant, source.MediaPrefix, source.Link!, cancellationToken)).Asset;
            return await ReducedAsync(tenant, photo, cancellationToken) ?? await AsItIsAsync(tenant, photo, cancellationToken);
        }
        catch (Exception failure) when (failure is ProblemException or TransientException)
        {
            Log.NotShown(logger, failure.Message);
            return null;
        }
    }

    private async Task<CopyPhoto?> ReducedAsync(string tenant, AssetRef photo, CancellationToken cancellationToken)
    {
        try
        {
            var made = (await maker.MakeAsync(tenant, photo, Nothing, Reducing, cancellationToken)).Select(slot => slot.Asset).FirstOrDefault();
            return made is null || made.Bytes > MostBytes ? null : new(await sources.ReadAsync(tenant, made, cancellationToken), made.ContentType);
        }
        catch (Exception failure) when (failure is ProblemException or TransientException)
        {
            return null;
        }
    }

    // The type is told by the first bytes, not by what the host said.
    private async Task<CopyPhoto?> AsItIsAsync(string tenant, AssetRef photo, CancellationToken cancellationToken)
    {
        if (photo.Bytes > MostBytes) return null;
        var bytes = await sources.ReadAsync(tenant, photo, cancellationToken);
        return ImageKind.Of(bytes) is { } type && Everywhere.Contains(type) ? new(bytes, type) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A product's photo is not shown to the model, its words are asked alone: {Reason}")]
        public static partial void NotShown(ILogger logger, string reason);
    }
}
