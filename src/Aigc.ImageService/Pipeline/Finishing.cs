using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fidelity;
using Aigc.ImageService.Markets;
using Aigc.ImageService.Provenance;

namespace Aigc.ImageService.Pipeline;

/// <summary>
/// What every made picture goes through: the product in it is held against its photo, it is labelled and encoded, and held against the rules
/// of its market. A picture that fails is refused and says by how much.
/// </summary>
internal static class Finishing
{
    public const string MarketMissed = "market-rules-missed";
    private const string Agent = "Aigc.ImageService";
    private const string UsualLabels = "metadata";

    /// <exception cref="OperationCanceledException">Between two stages.</exception>
    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400 for a format, market or label policy that is not known; <c>size-limit-not-met</c> 422.</exception>
    public static ImageOutput Finish(Source source, ImageStep step, MadePicture made)
    {
        source.Cancelled.ThrowIfCancellationRequested();
        var fidelity = made.Product is { } product ? Judged(source, made.Picture, product) : null;
        if (fidelity is { Refusal: { } altered }) return Refused(step, made, altered, fidelity.Detail) with { Fidelity = Told(fidelity) };
        source.Cancelled.ThrowIfCancellationRequested();
        var pack = step.Market is { } market ? MarketPacks.Named(market) : null;
        var (bytes, type, width, height, report) = pack is null ? Encoded(source, step, made) : Delivered(source, step, made, pack);
        if (report is { Outcome: RuleOutcome.Fail }) return Refused(step, made, MarketMissed, Missed(report)) with { Market = report, Fidelity = Told(fidelity) };
        return new(step.Name, made.Engine, bytes, type, width, height, Template: made.Template) { Model = made.Model, Market = report, Fidelity = Told(fidelity), Match = made.Match };
    }

    private static (byte[] Bytes, string Type, int Width, int Height, MarketReport? Report) Encoded(Source source, ImageStep step, MadePicture made)
    {
        var labelled = Labelling.Apply(made.Picture, source.Provenance, LabelsOf(source, step, made, null));
        var encoded = PictureEncoder.Encode(labelled.Picture, OptionsOf(step, made), XmpPacket.Write(labelled.Provenance));
        return (encoded.Bytes, encoded.ContentType, encoded.Width, encoded.Height, null);
    }

    // Adapted first and labelled last: a visible label is no part of what the layout may move or cut.
    private static (byte[] Bytes, string Type, int Width, int Height, MarketReport? Report) Delivered(Source source, ImageStep step, MadePicture made, MarketPack pack)
    {
        var labels = LabelsOf(source, step, made, pack);
        var isDrawn = Labelling.IsDrawn(source.Provenance, labels);
        var record = isDrawn ? source.Provenance : Labelling.Apply(made.Picture, source.Provenance, labels).Provenance;
        var file = PictureEncoder.Encode(made.Picture, OptionsOf(step, made), XmpPacket.Write(record));
        source.Cancelled.ThrowIfCancellationRequested();
        var delivered = MarketDelivery.Deliver(file.Bytes, pack, made.Product?.Box, source.CutNetwork);
        source.Cancelled.ThrowIfCancellationRequested();
        if (!isDrawn) return (delivered.Bytes, delivered.ContentType, delivered.Width, delivered.Height, delivered.Report);
        var labelled = Labelling.Apply(ImageDecoder.DecodeWhole(delivered.Bytes), ProvenanceReader.Verify(delivered.Bytes).Record, labels);
        var last = PictureEncoder.Encode(labelled.Picture, OptionsOf(step, made) with { Format = delivered.Format }, XmpPacket.Write(labelled.Provenance));
        var report = MarketDelivery.Measure(last.Bytes, pack) with { Fixes = delivered.Report.Fixes, FixRefused = delivered.Report.FixRefused, Before = delivered.Report.Before };
        return (last.Bytes, last.ContentType, last.Width, last.Height, report);
    }

    private static LabelRequest LabelsOf(Source source, ImageStep step, MadePicture made, MarketPack? pack)
    {
        var origin = source.Work.Request.Origin ?? new();
        return new(made.Making, made.Action, $"{Agent}/{made.Engine}", LabelPolicy.Named(step.Labels ?? pack?.Labels ?? UsualLabels), origin.Producer, origin.ProduceId, made.Reframed);
    }

    private static EncodeOptions OptionsOf(ImageStep step, MadePicture made) => EncodeOptions.Of(step.Format ?? made.Format, step.Quality, step.MaxBytes);

    private static FidelityReport Judged(Source source, Raster made, PlacedProduct product)
    {
        var seen = made.Opaque(255, 255, 255);
        return FidelityJudge.Judge(source.Photo, source.Cutout.Alpha, new(seen.Pixels, seen.Width, seen.Height), Placement.Of(product.Photo, product.Target));
    }

    private static ProductFidelity? Told(FidelityReport? report) => report is null ? null : new(Rounded(report.MeanDifference), Rounded(report.P95Difference), Rounded(report.Structure), report.LimitsVersion);

    private static double Rounded(double value) => Math.Round(value, 3);

    private static string Missed(MarketReport report)
    {
        var missed = report.Results.Where(result => result.Outcome == RuleOutcome.Fail).Select(result =>
            result.Found is not null || result.OneOf is not null
                ? $"{result.Rule}: {result.Found ?? "nothing"}, wanted one of {string.Join(", ", result.OneOf ?? [])}"
                : FormattableString.Invariant($"{result.Rule}: measured {result.Measured:0.###}, wanted {result.Min:0.###} to {result.Max:0.###}"));
        return $"{report.Market}: {string.Join("; ", missed)}{(report.FixRefused is { } why ? $" (could not be fixed: {why})" : "")}.";
    }

    private static ImageOutput Refused(ImageStep step, MadePicture made, string code, string? detail) =>
        new(step.Name, made.Engine, null, null, 0, 0, code, detail, made.Template) { Model = made.Model };
}
