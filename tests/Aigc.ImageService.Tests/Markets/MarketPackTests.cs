using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Markets;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Drawing;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Markets;

public sealed class MarketPackTests
{
    private static readonly string[] MarketNames = ["amazon-main", "google-merchant", "shopify", "aliexpress", "temu", "ebay", "standard"];

    public static TheoryData<string> Markets => new(MarketNames);

    [Fact]
    public void Every_market_has_its_file() => Assert.Equal(MarketNames.Order(StringComparer.Ordinal), MarketPacks.All.Select(pack => pack.Name));

    [Theory]
    [MemberData(nameof(Markets))]
    public void Every_rule_says_where_it_comes_from_how_sure_that_is_and_what_it_limits(string market)
    {
        var pack = MarketPacks.Named(market);

        Assert.True(pack.Version >= 1);
        Assert.Equal(pack.Rules.Count, pack.Rules.Select(rule => rule.Id).Distinct().Count());
        Assert.All(pack.Rules, rule => Assert.Contains(rule.Certainty, new[] { "seen", "weak", "memory", "ours" }));
        Assert.All(pack.Rules, rule => Assert.False(string.IsNullOrWhiteSpace(rule.Source)));
        Assert.All(pack.Rules, rule => Assert.Contains(rule.Severity, new[] { RuleOutcome.Warn, RuleOutcome.Fail }));
        Assert.All(pack.Rules.Where(rule => rule.Measure != MarketMeasure.TextOrLogo), rule => Assert.True(rule.Min is not null || rule.Max is not null || rule.OneOf is { Count: > 0 }, rule.Id));
        Assert.Equal(pack.Labels, LabelPolicy.Named(pack.Labels).Name);
    }

    [Theory]
    [MemberData(nameof(Markets))]
    public void What_a_fix_aims_at_is_what_the_rules_allow(string market)
    {
        var pack = MarketPacks.Named(market);

        Assert.All(pack.Rules.Where(rule => rule.Measure == MarketMeasure.ProductFill), rule => Assert.True(!(pack.Deliver.Fill < rule.Min) && !(pack.Deliver.Fill > rule.Max)));
        Assert.All(pack.Rules.Where(rule => rule.Measure is MarketMeasure.LongestSide or MarketMeasure.ShortestSide), rule => Assert.True(!(pack.Deliver.Side < rule.Min) && !(pack.Deliver.Side > rule.Max)));
        Assert.All(pack.Rules.Where(rule => rule.OneOf is not null), rule => Assert.All(pack.Deliver.Formats, format => Assert.Contains(format, rule.OneOf!)));
        Assert.All(pack.Deliver.Formats, format => OutputFormats.Parse(format));
    }

    [Theory]
    [MemberData(nameof(Markets))]
    public void A_good_photo_reaches_every_market_without_a_failure(string market)
    {
        var photo = ListingPhoto.Draw(Shape.Mug, new SKColor(30, 90, 190), Ground.White, 1_800, 1_500, 1_900, -40, -200);

        var delivered = MarketDelivery.Deliver(photo, MarketPacks.Named(market));

        Assert.True(delivered.Report.Outcome < RuleOutcome.Fail, string.Join("; ", delivered.Report.Results.Where(result => result.Outcome == RuleOutcome.Fail)));
        Assert.Equal(delivered.Report.Results.Where(result => result.Measure == MarketMeasure.TextOrLogo).Select(result => result.Rule), delivered.Report.Unmeasured);
        using var codec = SKCodec.Create(new MemoryStream(delivered.Bytes));
        Assert.Equal((delivered.Width, delivered.Height), (codec.Info.Width, codec.Info.Height));
    }

    [Fact]
    public void An_unknown_market_is_refused() => Assert.Equal("request-invalid", Assert.Throws<ImageProblemException>(() => MarketPacks.Named("bazaar")).Code);
}
