using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fidelity;
using NetVips;

namespace Aigc.ImageService.Pipeline;

/// <summary>Holds the product in a finished file against its photo: what the market's fix, compression and all else did to it counts.</summary>
internal static class FileFidelity
{
    // More than the judge's grid can tell apart; a larger JPEG is reduced while it is decoded.
    private const int Side = 1_000;

    // A label's edge is blurred into the blocks of compression that it lies in.
    private const int Block = 16;

    /// <returns>Null where no product can be followed from the photo into the file.</returns>
    public static FidelityReport? Judge(Source source, MadePicture made, FinishedFile file)
    {
        if (PlacementOf(source, made, file) is not { } placement) return null;
        var seen = Seen(file);
        var reduced = new Placement((double)seen.Width / file.Width, 0, 0);
        var label = file.Label is { } area ? reduced.Of(new(area.Left - Block, area.Top - Block, area.Right + Block, area.Bottom + Block)) : null;
        return FidelityJudge.Judge(source.Photo, source.Cutout.Alpha, seen, placement.Then(file.Moved).Then(reduced), label);
    }

    // A picture of the whole photo has no product of its own until its market cuts or moves it.
    private static Placement? PlacementOf(Source source, MadePicture made, FinishedFile file)
    {
        if (made.Product is { } product) return Placement.Of(product.Photo, product.Target);
        if (made.Whole is not { } whole || !file.IsRecut || source.Verdict.Outcome == TriageOutcome.Reject) return null;
        return new Placement((double)ImageDecoder.SizeOf(source.Work.Image).Width / source.Photo.Width, 0, 0).Then(whole);
    }

    // Our own file: its size and orientation are known, and its bytes may be more than are taken from others.
    private static Picture Seen(FinishedFile file)
    {
        using var reduced = Image.ThumbnailBuffer(file.Bytes, Side, height: Side, size: Enums.Size.Down);
        using var eight = reduced.Cast(Enums.BandFormat.Uchar);
        var opaque = Raster.From(eight).Opaque(255, 255, 255);
        return new(opaque.Pixels, opaque.Width, opaque.Height);
    }
}
