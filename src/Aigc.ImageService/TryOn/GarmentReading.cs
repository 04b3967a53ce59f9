using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.TryOn;

/// <summary>What the picture of a garment was taken for: whoever wears it in there must not reach the network, which would paint that person too.</summary>
/// <param name="Mask">What of the picture the network may see, for <see cref="TryOnRequest.GarmentMask"/>; null: all of it.</param>
/// <param name="Told">The same in words, for the caller.</param>
internal sealed record GarmentReading(float[]? Mask, string Told)
{
    private const float Shown = 0.5f;

    // Ours: a mask that leaves out a lining, a label and a hanger still covers this much of what lies there; head, arms and legs of a wearer are more
    // than the rest. Not measured on photos: no weights are at hand.
    private const double MostlyGarment = 0.8;
    private const double NearlyNothing = 0.05;

    /// <param name="maskOf">Where the garment in a picture is, 0 to 1 a pixel; null where no model is installed that could tell.</param>
    /// <exception cref="ImageProblemException"><c>model-not-installed</c> 409: needed for a figure; <c>try-on-input-unfit</c> 422: the mask shows no garment.</exception>
    public static GarmentReading Of(Picture garment, GarmentPhoto photo, Func<Picture, float[]?> maskOf)
    {
        if (photo == GarmentPhoto.Flat) return new(null, "The garment picture was taken as it is: it was said to show a garment laid flat.");
        var mask = maskOf(garment);
        if (photo == GarmentPhoto.Figure)
            return Isolating(mask ?? throw new ImageProblemException("model-not-installed", "The garment is worn on a figure, and no garment-mask model is installed to tell it from its wearer. Send a picture of the garment laid flat.", 409), "it was said to be worn on a figure");
        return mask is null ? new(null, "The garment picture was taken as it is: no garment-mask model is installed to look for a figure.") : Looked(garment, mask);
    }

    /// <summary>The picture with white wherever the mask shows nothing; what it shows keeps its bytes.</summary>
    public static Picture Isolated(Picture picture, float[]? mask)
    {
        if (mask is null) return picture;
        var rgb = (byte[])picture.Rgb.Clone();
        for (var p = 0; p < mask.Length; p++) if (mask[p] < Shown) rgb.AsSpan(p * 3, 3).Fill(255);
        return picture with { Rgb = rgb };
    }

    /// <summary>Of all pixels, the share that a mask shows.</summary>
    public static double ShareOf(float[] mask) => mask.Count(value => value >= Shown) / (double)mask.Length;

    // Where the ground is too busy to be told from what stands on it, what stands there may be a wearer: isolating does a garment laid flat no harm.
    private static GarmentReading Looked(Picture garment, float[] mask)
    {
        var subject = SubjectFinder.Find(garment, keepsMarks: true);
        if (subject.Measures.Confidence < TryOnChecks.Trusted) return Isolating(mask, "its ground is too busy to see whether there is a figure");
        var share = Covered(subject.Alpha, mask);
        return share switch
        {
            >= MostlyGarment => new(null, FormattableString.Invariant($"The garment picture was taken as it is, for a garment laid flat: {share:P0} of what it shows is garment.")),
            < NearlyNothing => throw NoGarment(),
            _ => Isolating(mask, FormattableString.Invariant($"it seems to be worn on a figure, since {share:P0} of what the picture shows is garment")),
        };
    }

    private static GarmentReading Isolating(float[] mask, string why) =>
        mask.Any(value => value >= Shown) ? new(mask, $"The garment was isolated from its picture: {why}.") : throw NoGarment();

    private static double Covered(float[] subject, float[] mask)
    {
        var (both, all) = (0, 0);
        for (var p = 0; p < mask.Length; p++)
        {
            if (subject[p] < Shown) continue;
            all++;
            if (mask[p] >= Shown) both++;
        }
        return all == 0 ? 0 : (double)both / all;
    }

    private static ImageProblemException NoGarment() => new("try-on-input-unfit", "No garment was found in the garment picture.", 422);
}
