using System.Collections.Concurrent;
using System.Security.Cryptography;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Pipeline;

/// <summary>The last few cut-outs by content: a photo is screened first and rendered moments later.</summary>
internal sealed class CutoutCache(ModelLibrary? models = null)
{
    // A photo of the largest working size and its masks take some 28 MB.
    private const int Kept = 24;
    private readonly ConcurrentDictionary<string, Lazy<(Picture Photo, Cutout Cutout)>> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>What guesses at the subject; null where none is installed.</summary>
    public CutoutNetwork? Network { get; } = models is null ? null : CutoutNetwork.In(models);

    /// <summary>What cuts out here; goes into every output that shows a cut product.</summary>
    public string Engine => Network is null ? "classical-cutout" : "network-cutout";

    /// <exception cref="ImageProblemException">The image cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Between decoding and cutting, and inside the network, as well.</exception>
    public (Picture Photo, Cutout Cutout) Get(byte[] image, CancellationToken cancellationToken = default)
    {
        var key = Convert.ToHexString(SHA256.HashData(image));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = _known.GetOrAdd(key, _ =>
            {
                _order.Enqueue(key);
                return new(() => Make(image, cancellationToken));
            });
            while (_order.Count > Kept && _order.TryDequeue(out var oldest)) _known.TryRemove(oldest, out _);
            try
            {
                return entry.Value;
            }
            catch (Exception failure)
            {
                // Nothing failed is kept. Where whoever made it went away, the others make it anew.
                _known.TryRemove(KeyValuePair.Create(key, entry));
                if (failure is not OperationCanceledException || cancellationToken.IsCancellationRequested) throw;
            }
        }
    }

    private (Picture, Cutout) Make(byte[] image, CancellationToken cancellationToken)
    {
        var photo = ImageDecoder.Decode(image);
        cancellationToken.ThrowIfCancellationRequested();
        var cutout = SubjectFinder.Find(photo, Network?.Until(cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return (photo, cutout);
    }
}
