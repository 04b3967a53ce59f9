using Aigc.Contracts.Costs;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Costs;

/// <summary>Estimates a batch before it runs: tokens from the prompt and slot sizes, images from the recipe, time from both.</summary>
public sealed class Quoter
{
    private const double LowShare = 0.6;
    private const double HighShare = 1.6;
    private const double ItemsPerSecond = 4;
    private readonly Prices _prices;

    internal Quoter(Prices prices) => _prices = prices;

    /// <param name="products">Products in the feed.</param>
    /// <param name="charactersPerProduct">Mean length of what the feed says of one, in characters.</param>
    public Quote Estimate(Recipe recipe, long products, double charactersPerProduct = 600)
    {
        var copies = recipe.Outputs.Where(output => !Slots.IsImage(output.Slot)).ToList();
        var images = products * (recipe.Outputs.Count - copies.Count);
        // About four characters a token, beside some 350 tokens of instructions a call.
        var input = products * copies.Count * (350 + (charactersPerProduct / 4));
        var output = products * copies.Sum(OutputTokens);
        return new(Scaled(LowShare), Scaled(1), Scaled(HighShare), _prices.List.PriceList);

        Estimate Scaled(double share)
        {
            var (read, written) = ((long)(input * share), (long)(output * share));
            var seconds = images * _prices.List.SecondsPerImage * share;
            var cost = _prices.ToMoney(_prices.OfTokens(read, written) + _prices.OfImages(images));
            return new(cost, read, written, images, seconds, TimeSpan.FromSeconds((products / ItemsPerSecond * share) + seconds));
        }
    }

    private static double OutputTokens(OutputSpec output) => Slots.KindOf(output.Slot) switch
    {
        Slots.Title => 30,
        Slots.Highlights => 25 * (output.Count ?? 5),
        Slots.Description => (output.MaxLength ?? 800) / 4.0,
        _ => 150,
    };
}
