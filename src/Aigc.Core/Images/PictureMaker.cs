using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Core.Storage;

namespace Aigc.Core.Images;

/// <summary>
/// One call of the image service, paid for once: the result is kept under the hash of everything that went into it before it is used, so that a
/// retry, a crash or another run finds it and pays nothing.
/// </summary>
internal sealed class PictureMaker(ImageClient images, SourceLibrary sources, PaidResults results)
{
    private const string Main = "image";

    /// <param name="beside">Pictures that the steps ask for beside the main one, by name.</param>
    public async Task<IReadOnlyList<SlotResult>> MakeAsync(string tenant, AssetRef main, IReadOnlyDictionary<string, AssetRef> beside, ImagePipelineRequest request, CancellationToken cancellationToken)
    {
        var address = AddressOf(main, beside, request);
        if (await results.FindAsync(tenant, address, AigcJson.Default.IReadOnlyListSlotResult, cancellationToken) is { } kept) return [.. kept.Select(FromCache)];
        var pictures = new Dictionary<string, SentPicture> { [Main] = await ReadAsync(tenant, main, cancellationToken) };
        foreach (var (name, picture) in beside) pictures[name] = await ReadAsync(tenant, picture, cancellationToken);
        var response = await images.RunAsync(tenant, request, pictures, cancellationToken);
        var slots = new List<SlotResult>();
        foreach (var output in response.Outputs) slots.Add(await KeepAsync(tenant, output, response.Seed, cancellationToken));
        await results.KeepAsync<IReadOnlyList<SlotResult>>(tenant, address, slots, AigcJson.Default.IReadOnlyListSlotResult, cancellationToken);
        return slots;
    }

    private async Task<SentPicture> ReadAsync(string tenant, AssetRef picture, CancellationToken cancellationToken) => new(await sources.ReadAsync(tenant, picture, cancellationToken), picture.ContentType);

    private async Task<SlotResult> KeepAsync(string tenant, ImageOutput output, ulong seed, CancellationToken cancellationToken)
    {
        var production = new Production(output.Engine, output.Model is { } model ? $"{model.Name}@{model.Version}" : null, output.Template) { Network = output.Model, Painting = output.Painting, Descent = output.Descent, Seed = seed };
        var slot = new SlotResult { Slot = output.Name, State = SlotState.Refused, Reason = output.Refusal, Detail = output.Detail, Production = production, Market = output.Market, Match = output.Match };
        if (output.Bytes is not { } bytes) return slot;
        var asset = new AssetRef(Convert.ToHexStringLower(SHA256.HashData(bytes)), output.ContentType!, bytes.Length, output.Width, output.Height);
        await sources.StoreAsync(tenant, asset, bytes, cancellationToken);
        return slot with { State = SlotState.Made, Asset = asset };
    }

    private static SlotResult FromCache(SlotResult slot) => slot.Production is null ? slot : slot with { Production = slot.Production with { FromCache = true } };

    private static string AddressOf(AssetRef main, IReadOnlyDictionary<string, AssetRef> beside, ImagePipelineRequest request)
    {
        var steps = JsonSerializer.Serialize(request, AigcJson.Default.ImagePipelineRequest);
        var others = string.Concat(beside.OrderBy(picture => picture.Key, StringComparer.Ordinal).Select(picture => $"|{picture.Key}|{picture.Value.Id}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"image|{main.Id}|{steps}{others}")));
    }
}
