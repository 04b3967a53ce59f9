using Aigc.Contracts.Items;
using Aigc.Contracts.Models;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Gateway;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Costs;

/// <summary>What things cost, as exact decimals in the list's currency, so that sums agree with the invoice.</summary>
internal sealed class Prices(IOptions<PriceOptions> options, ModelCatalogue models, TimeProvider time)
{
    /// <summary>Tokens that one call may write at the most, where nothing says otherwise.</summary>
    public const int MostOutputTokens = 1_200;

    /// <summary>The account of the image service beside those of the models.</summary>
    public const string Images = "images";

    public PriceOptions List => options.Value;

    /// <summary>The account of a model; null: the default one.</summary>
    public string ModelOf(string? id) => models.Find(id ?? models.Default)?.Id ?? id ?? models.Default;

    /// <summary>What a model costs now. One that is configured no more costs what the list says.</summary>
    public ModelPrice OfModel(string id) => models.Find(id)?.PriceAt(time.GetUtcNow()) ?? new(List.InputPerMillion, List.OutputPerMillion, 1, null, List.PriceList);

    /// <param name="cached">Those of <paramref name="input"/> that the provider found in its prefix cache.</param>
    /// <param name="byLane">Asked through the provider's batch lane.</param>
    public decimal OfTokens(string model, long input, long output, long cached = 0, bool byLane = false)
    {
        var price = OfModel(model);
        return (((input - cached) * price.InputPerMillion) + (cached * (price.CachedInputPerMillion ?? price.InputPerMillion)) + (output * price.OutputPerMillion)) / 1_000_000m * (byLane ? price.BatchFactor : 1);
    }

    public decimal OfImages(long images) => images * List.PerImage;

    /// <summary>What a result cost when it was made; 0 where it was found in the store.</summary>
    public decimal Of(SlotResult slot) => slot.State switch
    {
        _ when slot.Production is null or { FromCache: true } => 0,
        _ when Slots.IsImage(slot.Slot) => slot.Asset is null ? 0 : OfImages(1),
        _ when slot.Production.Model is null => 0,
        // What was booked, with whatever was cheaper about it; a writer that books nothing has its tokens.
        _ => slot.Production.Cost?.Amount ?? OfTokens(slot.Production.Model, slot.Production.InputTokens, slot.Production.OutputTokens),
    };

    public Contracts.Money ToMoney(decimal amount) => new(amount, List.Currency);
}
