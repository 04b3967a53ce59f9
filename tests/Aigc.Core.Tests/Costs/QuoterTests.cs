using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tests.Costs;

public sealed class QuoterTests
{
    private static readonly Recipe Recipe = new() { Outputs = [new() { Slot = "title.en" }, new() { Slot = "description.en" }, new() { Slot = "image.white" }] };

    [Fact]
    public void A_quote_names_its_price_list_and_grows_from_low_to_high()
    {
        var quote = QuoterOf(new() { PriceList = "2026-03", InputPerMillion = 2, OutputPerMillion = 8, PerImage = 0.02m }).Estimate(Recipe, 1_000);

        Assert.Equal("2026-03", quote.PriceList);
        Assert.True(quote.Low.Cost.Amount < quote.Expected.Cost.Amount && quote.Expected.Cost.Amount < quote.High.Cost.Amount);
        Assert.True(quote.Expected.Duration > TimeSpan.Zero);
    }

    [Fact]
    public void Images_are_counted_exactly_and_priced_each()
    {
        var quote = QuoterOf(new() { PerImage = 0.02m }).Estimate(Recipe, 1_000);

        Assert.Equal(1_000, quote.Expected.Images);
        Assert.Equal(20m, quote.Expected.Cost.Amount);
    }

    [Fact]
    public void The_offline_price_list_costs_nothing() => Assert.Equal(0m, QuoterOf(new()).Estimate(Recipe, 1_000_000).High.Cost.Amount);

    private static Quoter QuoterOf(PriceOptions prices) => new(new Prices(Options.Create(prices)));
}
