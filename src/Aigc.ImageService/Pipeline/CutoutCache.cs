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
    private readonly ConcurrentDictionary<string, Lazy<CutPhoto>> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>What guesses at the subject; null where none is installed.</summary>
    public CutoutNetwork? Network { get; } = models is null ? null : CutoutNetwork.In(models);

    /// <param name="keepsMarks">What looks pasted onto the photo is cut out with the product.</param>
    /// <exception cref="ImageProblemException">The image cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Between decoding and cutting, and inside the network, as well.</exception>
    public CutPhoto Get(byte[] image, bool keepsMarks = false, CancellationToken cancellationToken = default)
    {
        var key = Convert.ToHexString(SHA256.HashData(image)) + (keepsMarks ? "+" : "");
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = _known.GetOrAdd(key, _ =>
            {
                _order.Enqueue(key);
                return new(() => Make(image, keepsMarks, cancellationToken));
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

    private CutPhoto Make(byte[] image, bool keepsMarks, CancellationToken cancellationToken)
    {
        var photo = ImageDecoder.Decode(image);
        cancellationToken.ThrowIfCancellationRequested();
        if (OwnAlpha.Cut(photo) is { } own) return new(photo, own, OwnAlpha.Engine);
        var cutout = SubjectFinder.Find(photo, Network?.Until(cancellationToken), keepsMarks);
        cancellationToken.ThrowIfCancellationRequested();
        return new(photo with { Own = null }, cutout, Network is null ? "classical-cutout" : "network-cutout");
    }
}

/// <param name="Photo">With its own alpha only where that is the cut-out.</param>
/// <param name="Engine">What cut it out; goes into every output that shows a cut product.</param>
internal sealed record CutPhoto(Picture Photo, Cutout Cutout, string Engine);
