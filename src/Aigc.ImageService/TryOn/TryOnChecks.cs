using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.TryOn;

/// <summary>
/// What can be told about the inputs without weights: sizes, shapes, and where the ground is plain enough to trust the cut, how much of the
/// picture is subject and in how many pieces. A photo whose ground is too busy to be cut passes: it may well be one person in a street.
/// Cut by colours alone: the network was trained on products in a studio and has seen no person, and these counts need no clean outline.
/// </summary>
internal static class TryOnChecks
{
    private const int MinSide = 256;
    private const double WidestAspect = 3;
    public const double Trusted = 0.6;
    private const double SpareMain = 0.2;

    /// <exception cref="ImageProblemException"><c>likeness-consent-missing</c> 422, <c>try-on-input-unfit</c> 422 with every fault.</exception>
    public static void Check(TryOnRequest request)
    {
        CheckConsent(request.LikenessConsent);
        string[] faults = [.. Faults(request)];
        if (faults.Length > 0) throw new ImageProblemException("try-on-input-unfit", string.Join(' ', faults), 422);
    }

    /// <exception cref="ImageProblemException"><c>likeness-consent-missing</c> 422.</exception>
    public static void CheckConsent(bool given)
    {
        if (!given) throw new ImageProblemException("likeness-consent-missing", "The consent of the person in the picture is not stated: 'likenessConsent'.", 422);
    }

    private static IEnumerable<string> Faults(TryOnRequest request)
    {
        foreach (var (name, picture) in (ReadOnlySpan<(string, Picture)>)[("person", request.Person), ("garment", request.Garment)])
            if (ShapeFault(name, picture) is { } fault) return [fault];
        return [.. PersonFaults(request), .. GarmentFaults(request.Garment, request.GarmentMask)];
    }

    private static string? ShapeFault(string name, Picture picture)
    {
        var (shorter, longer) = (Math.Min(picture.Width, picture.Height), Math.Max(picture.Width, picture.Height));
        if (shorter < MinSide) return $"The {name} picture has {picture.Width}x{picture.Height} pixels; both sides need {MinSide}.";
        return longer > shorter * WidestAspect ? $"The {name} picture is more than {WidestAspect:0} times as long as wide." : null;
    }

    private static IEnumerable<string> PersonFaults(TryOnRequest request)
    {
        if (request.Mask.Length != request.Person.Pixels) yield return "The mask has one value for each pixel of the person.";
        if (request.Person.Width > request.Person.Height) yield return "The person picture is wider than high.";
        var found = SubjectFinder.Find(request.Person, keepsMarks: true).Measures;
        if (found.Confidence >= Trusted && found.Components > 1) yield return $"The person picture shows {found.Components} separate subjects.";
        if (found.Confidence >= Trusted && found.AreaRatio < 0.05) yield return "The person is too small in the picture.";
    }

    // One figure may show its garment in several parts: an open jacket, an arm before it. Pieces are counted in the picture as it came.
    private static IEnumerable<string> GarmentFaults(Picture garment, float[]? mask)
    {
        if (mask is not null && mask.Length != garment.Pixels)
        {
            yield return "The mask of the garment has one value for each pixel of its picture.";
            yield break;
        }
        var cutout = SubjectFinder.Find(garment, keepsMarks: true);
        var isTrusted = cutout.Measures.Confidence >= Trusted;
        var area = mask is not null ? GarmentReading.ShareOf(mask) : isTrusted ? cutout.Measures.AreaRatio : null as double?;
        if (area is < 0.05 or > 0.95) yield return $"The garment fills {area:P0} of its picture; 5 % to 95 % are workable.";
        if (isTrusted && MainPieces(cutout, garment) > 1) yield return "The garment picture shows several main pieces; one garment is needed.";
    }

    // A button or a label beside the garment is no second garment.
    private static int MainPieces(Cutout cutout, Picture picture)
    {
        var pieces = Components.Of([.. cutout.Alpha.Select(alpha => alpha > 0.5f)], picture.Width, picture.Height).All;
        return pieces.Count == 0 ? 0 : pieces.Count(piece => piece.Area > SpareMain * pieces.Max(other => other.Area));
    }
}
