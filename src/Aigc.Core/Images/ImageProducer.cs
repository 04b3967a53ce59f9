using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Storage;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Images;

/// <summary>
/// Makes the image slots of one photo in one call of the image service. The result is kept under the hash of everything that went into
/// it before it is used, so that a retry, a crash or another run finds it and pays nothing.
/// </summary>
internal sealed class ImageProducer(ImageClient images, SourceLibrary sources, PaidResults results, IOptions<ImageOptions> options)
{
    private const string UsualMarket = "standard";

    // Smaller pictures are thumbnails: no market would take them.
    private const int ListingSide = 500;

    public async Task<IReadOnlyList<SlotResult>> ProduceAsync(string tenant, AssetRef source, TriageVerdict? triage, string? category, IReadOnlyList<OutputSpec> outputs, CancellationToken cancellationToken)
    {
        if (triage is { Outcome: TriageOutcome.Reject }) return [.. outputs.Select(output => Unfit(output, triage))];
        var request = new ImagePipelineRequest { Steps = [.. outputs.Select(output => StepOf(output, category))], Seed = SeedOf(source), Origin = OriginOf(source), Overrule = Overruled(triage) };
        var address = AddressOf(source, request);
        if (await results.FindAsync(tenant, address, AigcJson.Default.IReadOnlyListSlotResult, cancellationToken) is { } kept) return [.. kept.Select(FromCache)];
        var response = await images.RunAsync(request, await sources.ReadAsync(tenant, source, cancellationToken), source.ContentType, cancellationToken);
        var slots = new List<SlotResult>();
        foreach (var output in response.Outputs) slots.Add(await KeepAsync(tenant, output, cancellationToken));
        await results.KeepAsync<IReadOnlyList<SlotResult>>(tenant, address, slots, AigcJson.Default.IReadOnlyListSlotResult, cancellationToken);
        return slots;
    }

    private async Task<SlotResult> KeepAsync(string tenant, ImageOutput output, CancellationToken cancellationToken)
    {
        var production = new Production(output.Engine, Template: output.Template);
        if (output.Bytes is not { } bytes) return new() { Slot = output.Name, State = SlotState.Refused, Reason = output.Refusal, Detail = output.Detail, Production = production, Market = output.Market };
        var asset = new AssetRef(Convert.ToHexStringLower(SHA256.HashData(bytes)), output.ContentType!, bytes.Length, output.Width, output.Height);
        await sources.StoreAsync(tenant, asset, bytes, cancellationToken);
        return new() { Slot = output.Name, State = SlotState.Made, Asset = asset, Detail = output.Detail, Production = production, Market = output.Market };
    }

    private static SlotResult Unfit(OutputSpec output, TriageVerdict triage)
    {
        var reason = triage.Reasons.FirstOrDefault(reason => reason.Severity == TriageOutcome.Reject);
        var detail = reason is null ? "The source photo is unfit." : $"The source photo is unfit: {reason.Code} (measured {reason.Measured:0.###}, threshold {reason.Threshold:0.###}).";
        return new() { Slot = output.Slot, State = SlotState.Refused, Reason = reason?.Code ?? "source-unfit", Detail = detail };
    }

    private static ImageStep StepOf(OutputSpec output, string? category) =>
        new(output.Slot["image.".Length..], output.Slot, output.Image.Width, output.Image.Height, output.Image.Format, output.Image.Quality, output.Template, category)
        {
            Market = output.Image.Market ?? (output.Slot == Slots.ImageWhite && Math.Min(output.Image.Width, output.Image.Height) >= ListingSide ? UsualMarket : null),
            Labels = output.Image.Labels,
        };

    private ContentOrigin? OriginOf(AssetRef source) => options.Value.ContentProducer is { Length: > 0 } producer ? new(producer, source.Id[..32]) : null;

    // Null where there is none, so that the address of a result is what it was.
    private static IReadOnlyList<string>? Overruled(TriageVerdict? triage) =>
        triage?.Reasons.Where(reason => reason.Overruled).Select(reason => reason.Code).ToList() is { Count: > 0 } codes ? codes : null;

    private static SlotResult FromCache(SlotResult slot) => slot.Production is null ? slot : slot with { Production = slot.Production with { FromCache = true } };

    private static ulong SeedOf(AssetRef source) => Convert.ToUInt64(source.Id[..15], 16);

    private static string AddressOf(AssetRef source, ImagePipelineRequest request)
    {
        var steps = JsonSerializer.Serialize(request, AigcJson.Default.ImagePipelineRequest);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"image|{source.Id}|{steps}")));
    }
}
