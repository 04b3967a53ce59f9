using Aigc.Contracts.Images;
using Aigc.ImageService.Markets;
using Xunit.Abstractions;

namespace Aigc.ImageService.Tests.Markets;

/// <summary>Whatever comes in, what goes out as an Amazon main image either is one, measured here by another decoder and other code, or is called a failure.</summary>
public sealed class GuaranteeTests(ITestOutputHelper output)
{
    private static readonly MarketPack Amazon = MarketPacks.Named("amazon-main");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_delivered_amazon_main_is_one_or_is_called_a_failure(int seed)
    {
        var random = new Random(seed);
        var (passed, failed, unfixed) = (0, 0, 0);
        for (var i = 0; i < 12; i++)
        {
            var photo = ListingPhoto.Random(random);
            if (MarketDelivery.Measure(photo.File, Amazon).Outcome == RuleOutcome.Fail) unfixed++;

            var delivered = MarketDelivery.Deliver(photo.File, Amazon);

            if (delivered.Report.Outcome == RuleOutcome.Fail)
            {
                failed++;
                Assert.NotNull(delivered.Report.FixRefused);
                Assert.Contains(delivered.Report.Results, result => result.Outcome == RuleOutcome.Fail);
                output.WriteLine($"{photo.What}: {delivered.Report.FixRefused}");
                continue;
            }
            passed++;
            AssertIsAmazonMain(delivered, photo.What);
            Assert.True(photo.Separable, photo.What);
        }
        output.WriteLine($"{passed} delivered, {failed} refused; without the fix {unfixed} of 12 fail.");
        Assert.True(passed >= 5, $"Only {passed} of 12 could be delivered.");
        Assert.True(unfixed >= 10, $"Control: only {unfixed} of 12 fail as they are.");
    }

    public static TheoryData<string> Markets => [.. MarketPacks.All.Select(pack => pack.Name)];

    [Theory]
    [MemberData(nameof(Markets))]
    public void For_every_market_the_report_says_of_the_delivered_file_what_another_eye_sees(string market)
    {
        var (pack, random, checks) = (MarketPacks.Named(market), new Random(7), 0);
        for (var i = 0; i < 8; i++)
        {
            var photo = ListingPhoto.Random(random);

            var delivered = MarketDelivery.Deliver(photo.File, pack);

            var (seen, report) = (SeenFile.Of(delivered.Bytes), delivered.Report);
            Assert.Equal(report.Results.Where(result => result.Outcome != RuleOutcome.NotMeasured).Max(result => result.Outcome), report.Outcome);
            Assert.Equal(pack.Rules.Select(rule => rule.Id), report.Results.Select(result => result.Rule));
            foreach (var result in report.Results)
            {
                if (result.Measure == MarketMeasure.Format) Assert.Equal(result.OneOf!.Contains(seen.Format), result.Outcome == RuleOutcome.Pass);
                if (seen.Get(result.Measure) is not { } value || result.Outcome == RuleOutcome.NotMeasured) continue;
                checks++;
                var (what, within) = ($"{photo.What}: {result} and seen {value:0.0000}", SeenFile.Tolerance(result.Measure));
                Assert.True(Math.Abs(value - result.Measured!.Value) <= within, what);
                Assert.True(result.Outcome == RuleOutcome.Pass ? value >= result.Min - within || result.Min is null : value < result.Min + within || value > result.Max - within, what);
                Assert.True(result.Outcome != RuleOutcome.Pass || result.Max is null || value <= result.Max + within, what);
            }
        }
        output.WriteLine($"{checks} figures compared.");
        Assert.True(checks >= 16, $"Only {checks} figures were compared.");
    }

    private static void AssertIsAmazonMain(DeliveredPicture delivered, string what)
    {
        var seen = SeenFile.Of(delivered.Bytes);
        Assert.Contains(seen.Format, new[] { "jpeg", "png" });
        Assert.InRange(Math.Max(seen.Width, seen.Height), 500, 10_000);
        Assert.True(seen.BorderWhite == 1, $"{what}: {seen.BorderWhite:P3} of the border of {seen.Width}x{seen.Height} is white");
        Assert.True(seen.Fill is >= 0.85 and <= 0.98, $"{what}: fill {seen.Fill:0.000} of {seen.Width}x{seen.Height}");
        Assert.InRange(Math.Abs(seen.Product.Left + seen.Product.Right - seen.Width) / (double)seen.Width, 0, 0.04);
    }
}
