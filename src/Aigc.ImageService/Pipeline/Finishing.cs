using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fidelity;
using Aigc.ImageService.Markets;
using Aigc.ImageService.Provenance;

namespace Aigc.ImageService.Pipeline;

/// <summary>
/// What every made picture goes through: it is held against the rules of its market, labelled and encoded, and the product in the file is held
/// against its photo. A picture that fails is refused and says by how much.
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
        var pack = step.Market is { } market ? MarketPacks.Named(market) : null;
        var file = pack is null ? Encoded(source, step, made) : Delivered(source, step, made, pack);
        var fidelity = FileFidelity.Judge(source, made, file);
        var output = new ImageOutput(step.Name, made.Engine, null, null, 0, 0, Template: made.Template) { Model = made.Model, Painting = made.Painting, Market = file.Report, Fidelity = Told(fidelity) };
        if (fidelity is { Refusal: { } altered }) return output with { Refusal = altered, Detail = fidelity.Detail };
        if (file.Report is { Outcome: RuleOutcome.Fail } report) return output with { Refusal = MarketMissed, Detail = Missed(report) };
        return output with { Bytes = file.Bytes, ContentType = file.Format.ContentType(), Width = file.Width, Height = file.Height, Match = made.Match, Descent = DescentOf(source, made) };
    }

    private static FinishedFile Encoded(Source source, ImageStep step, MadePicture made)
    {
        var labelled = Labelling.Apply(made.Picture, SaidOf(source, made), LabelsOf(source, step, made));
        var encoded = PictureEncoder.Encode(labelled.Picture, OptionsOf(step, made), XmpPacket.Write(labelled.Provenance));
        return new(encoded.Bytes, encoded.Format, encoded.Width, encoded.Height) { Label = labelled.Label };
    }

    // Adapted first and labelled last: a visible label is no part of what the layout may move or cut.
    private static FinishedFile Delivered(Source source, ImageStep step, MadePicture made, MarketPack pack)
    {
        var labels = LabelsOf(source, step, made);
        var said = SaidOf(source, made);
        var isDrawn = Labelling.IsDrawn(said, labels);
        var record = isDrawn ? said : Labelling.Apply(made.Picture, said, labels).Provenance;
        var file = PictureEncoder.Encode(made.Picture, OptionsOf(step, made), XmpPacket.Write(record));
        source.Cancelled.ThrowIfCancellationRequested();
        var delivered = MarketDelivery.Deliver(file.Bytes, pack, made.Product?.Box, source.CutNetwork);
        source.Cancelled.ThrowIfCancellationRequested();
        var finished = new FinishedFile(delivered.Bytes, delivered.Format, delivered.Width, delivered.Height) { Report = delivered.Report, Moved = delivered.Moved, Label = delivered.Label };
        if (!isDrawn) return finished;
        var labelled = Labelling.Apply(ImageDecoder.DecodeWhole(delivered.Bytes), ProvenanceReader.Verify(delivered.Bytes).Record, labels);
        var last = PictureEncoder.Encode(labelled.Picture, OptionsOf(step, made) with { Format = delivered.Format }, XmpPacket.Write(labelled.Provenance));
        var report = MarketDelivery.Measure(last.Bytes, pack) with { Fixes = delivered.Report.Fixes, FixRefused = delivered.Report.FixRefused, Before = delivered.Report.Before };
        return finished with { Bytes = last.Bytes, Report = report, Label = labelled.Label };
    }

    /// <summary>Holds that what a model is about to make could be labelled.</summary>
    /// <exception cref="ImageProblemException"><c>label-origin-missing</c> 400; those of a market or label policy that is not known.</exception>
    public static void CheckLabels(Source source, ImageStep step, Making making) => PolicyOf(step).CheckOrigin(making, source.Work.Request.Origin);

    private static LabelRequest LabelsOf(Source source, ImageStep step, MadePicture made)
    {
        CheckLabels(source, step, made.Making);
        var origin = source.Work.Request.Origin ?? new();
        return new(made.Making, made.Action, AgentOf(made), PolicyOf(step), origin.Producer, origin.ProduceId, made.Reframed);
    }

    private static LabelPolicy PolicyOf(ImageStep step) => LabelPolicy.Named(step.Labels ?? (step.Market is { } market ? MarketPacks.Named(market).Labels : UsualLabels));

    // Of all pictures that went into it.
    private static ProvenanceRecord SaidOf(Source source, MadePicture made) =>
        made.Parts.Aggregate(source.Provenance.Record, (said, part) => said.With(part.Record, AgentOf(made))) with { Descent = DescentOf(source, made) };

    private static Descent DescentOf(Source source, MadePicture made) => source.Provenance.Descendant(made.Parts);

    private static string AgentOf(MadePicture made) => $"{Agent}/{made.Engine}";

    private static EncodeOptions OptionsOf(ImageStep step, MadePicture made) => EncodeOptions.Of(step.Format ?? made.Format, step.Quality, step.MaxBytes);

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
}
