using System.Text.Json;

namespace Aigc.ImageService.Triage;

/// <summary>The limits that triage judges by: a versioned file that ships with the service.</summary>
/// <param name="MinSide">Shorter side in pixels below which a photo should be enlarged.</param>
/// <param name="RejectSide">Shorter side below which nothing can be made of it.</param>
/// <param name="MinSharpness">Variance of the Laplacian, 8-bit grey.</param>
/// <param name="MinBorderExplained">Share of the border that must be smooth ground.</param>
/// <param name="MinAgreement">Intersection over union of what the network and the colours cut out: where they differ by more, neither is to be trusted.</param>
/// <param name="MinCertainty">How sure the network must be of what was cut out in the end.</param>
/// <param name="MaxDoubted">Area of a part that was left out and may be product all the same, as a share of the product's.</param>
/// <param name="MaxDropped">Area of the pieces beside the product that were left out and the network takes for product too, as a share of the product's.</param>
/// <param name="MinArea">Share of the picture that the subject has at least.</param>
/// <param name="MinContrast">Lab distance between both sides of the subject's edge.</param>
/// <param name="MaxEdgeDensity">Share of the ground that lies on edges.</param>
/// <param name="MaxOffCentre">Distance of the subject's centre from the picture's, as a share of its side.</param>
/// <param name="MaxCutOff">Share of the subject's width or height that may end at the photo's border.</param>
/// <param name="MaxTextMarks">Marks in a row beside the subject that are no writing yet.</param>
/// <param name="MaxPasted">Share of the picture that may be pasted onto it beside the subject.</param>
/// <param name="MinWhiteBorder">Share of the border that is white where the ground counts as white already.</param>
internal sealed record Thresholds(
    int Version, int MinSide, int RejectSide, double MinSharpness, double RejectSharpness, double MinBorderExplained, double MinConfidence, double MinAgreement, double MinCertainty, double MaxDoubted, double MaxDropped,
    double MinArea, double MaxArea, double MinContrast, double MaxEdgeDensity, int MaxComponents, double MaxOffCentre,
    double MaxCutOff, int MaxTextMarks, double MaxPasted, double MinWhiteBorder)
{
    public static Thresholds Shipped { get; } = Read();

    private static Thresholds Read()
    {
        using var file = typeof(Thresholds).Assembly.GetManifestResourceStream("Aigc.ImageService.Triage.thresholds.json")!;
        return JsonSerializer.Deserialize<Thresholds>(file, JsonSerializerOptions.Web)!;
    }
}
