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

    public (Picture Photo, Cutout Cutout) Get(byte[] image)
    {
        var key = Convert.ToHexString(SHA256.HashData(image));
        var entry = _known.GetOrAdd(key, _ =>
        {
            _order.Enqueue(key);
            return new(() => Make(image));
        });
        while (_known.Count > Kept && _order.TryDequeue(out var oldest)) _known.TryRemove(oldest, out _);
        return entry.Value;
    }

    private (Picture, Cutout) Make(byte[] image)
    {
        var photo = ImageDecoder.Decode(image);
        return (photo, SubjectFinder.Find(photo, Network));
    }
}
