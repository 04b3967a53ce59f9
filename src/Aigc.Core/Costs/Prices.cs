using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Costs;

/// <summary>Prices in micro-units of the list's currency (1,000,000 = one dollar), so that sums are exact.</summary>
internal sealed class Prices(IOptions<PriceOptions> options)
{
    /// <summary>Tokens that one call may read and write at the most; the upper bound that is reserved before it.</summary>
    public const int MostInputTokens = 4_000;

    public const int MostOutputTokens = 1_200;

    public PriceOptions List => options.Value;

    public long OfTokens(long input, long output) => (long)Math.Ceiling((input * List.InputPerMillion) + (output * List.OutputPerMillion));

    public long OfImages(long images) => (long)(images * List.PerImage * 1_000_000);

    /// <summary>What a result cost when it was made; 0 where it was found in the store.</summary>
    public long Of(SlotResult slot) => slot.State switch
    {
        _ when slot.Production is null or { FromCache: true } => 0,
        _ when Slots.IsImage(slot.Slot) => slot.Asset is null ? 0 : OfImages(1),
        _ => OfTokens(slot.Production.InputTokens, slot.Production.OutputTokens),
    };

    /// <summary>The most that one item can cost: each copy slot asked twice (one repair), each image made once.</summary>
    public long UpperBound(Recipe recipe)
    {
        var copies = recipe.Outputs.Count(output => !Slots.IsImage(output.Slot));
        var images = recipe.Outputs.Count - copies;
        return (2 * copies * OfTokens(MostInputTokens, MostOutputTokens)) + OfImages(images);
    }

    public Contracts.Money ToMoney(long micro) => new(micro / 1_000_000m, List.Currency);
}
