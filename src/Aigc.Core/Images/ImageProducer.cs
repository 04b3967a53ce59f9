using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Images;

/// <summary>Makes the image slots of one photo: all that show the product in one call of the image service, each that shows a person wearing it in one of its own.</summary>
internal sealed class ImageProducer(PictureMaker maker, PersonPhotos persons, IOptions<ImageOptions> options)
{
    private const string UsualMarket = "standard";
    private const string Garment = "garment";
    private const string Mask = "mask";

    // Smaller pictures are thumbnails: no market would take them.
    private const int ListingSide = 500;

    private static readonly Dictionary<string, AssetRef> Nothing = [];

    public async Task<IReadOnlyList<SlotResult>> ProduceAsync(ProductPhoto photo, IReadOnlyList<OutputSpec> outputs, CancellationToken cancellationToken)
    {
        if (photo.Triage is { Outcome: TriageOutcome.Reject } triage) return [.. outputs.Select(output => Unfit(output, triage))];
        var slots = new List<SlotResult>();
        if (outputs.Where(output => output.Slot != Slots.ImageTryOn).ToList() is { Count: > 0 } plain) slots.AddRange(await maker.MakeAsync(photo.Batch.Tenant, photo.Source, Nothing, RequestFor(photo, plain), cancellationToken));
        foreach (var output in outputs.Where(output => output.Slot == Slots.ImageTryOn)) slots.AddRange(await DressAsync(photo, output, cancellationToken));
        return slots;
    }

    // What is wrong with the person, or with the garment on it, is no reason to go without the other pictures.
    private async Task<IReadOnlyList<SlotResult>> DressAsync(ProductPhoto photo, OutputSpec output, CancellationToken cancellationToken)
    {
        try
        {
            var plan = output.Image.TryOn!;
            var person = await persons.OfAsync(photo.Batch, plan.Person, cancellationToken);
            var beside = new Dictionary<string, AssetRef> { [Garment] = photo.Source };
            if (plan.Mask is { } mask) beside[Mask] = await persons.OfAsync(photo.Batch, mask, cancellationToken);
            return await maker.MakeAsync(photo.Batch.Tenant, person, beside, RequestFor(photo, [output]), cancellationToken);
        }
        catch (ProblemException problem)
        {
            return [new() { Slot = output.Slot, State = SlotState.Refused, Reason = problem.Code, Detail = problem.Message }];
        }
    }

    private ImagePipelineRequest RequestFor(ProductPhoto photo, IReadOnlyList<OutputSpec> outputs) => new()
    {
        Steps = [.. outputs.Select(output => StepOf(output, photo.Category))],
        Seed = SeedOf(photo.Source),
        Origin = OriginOf(photo.Source),
        Overrule = Overruled(photo.Triage),
    };

    private static SlotResult Unfit(OutputSpec output, TriageVerdict triage)
    {
        var reason = triage.Reasons.FirstOrDefault(reason => reason.Severity == TriageOutcome.Reject);
        var detail = reason is null ? "The source photo is unfit." : $"The source photo is unfit: {reason.Code} (measured {reason.Measured:0.###}, threshold {reason.Threshold:0.###}).";
        return new() { Slot = output.Slot, State = SlotState.Refused, Reason = reason?.Code ?? "source-unfit", Detail = detail };
    }

    private static ImageStep StepOf(OutputSpec output, string? category) =>
        new(output.Slot["image.".Length..], output.Slot, output.Image.Width, output.Image.Height, output.Image.Format, output.Image.Quality, output.Template, category)
        {
            Model = output.Model,
            Market = output.Image.Market ?? (output.Slot == Slots.ImageWhite && Math.Min(output.Image.Width, output.Image.Height) >= ListingSide ? UsualMarket : null),
            Labels = output.Image.Labels,
            Engine = output.Image.Engine,
            Fallback = output.Image.Fallback,
            Paint = output.Image.Paint,
            LikenessConsent = output.Image.TryOn?.LikenessConsent ?? false,
            GarmentPhoto = output.Image.TryOn?.GarmentPhoto,
        };

    private ContentOrigin? OriginOf(AssetRef source) => options.Value.ContentProducer is { Length: > 0 } producer ? new(producer, source.Id[..32]) : null;

    // Null where there is none, so that the address of a result is what it was.
    private static IReadOnlyList<string>? Overruled(TriageVerdict? triage) =>
        triage?.Reasons.Where(reason => reason.Overruled).Select(reason => reason.Code).ToList() is { Count: > 0 } codes ? codes : null;

    private static ulong SeedOf(AssetRef source) => Convert.ToUInt64(source.Id[..15], 16);
}
